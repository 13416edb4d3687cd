import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest, ResponseFormat } from '../requestParameters.ts';
import type { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';
import { nestedFields, numberField } from './camelFields.ts';
import { toJsonSchema } from './jsonSchema.ts';

type GenerationFields = Pick<
  ChatRequest,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'seed'
  | 'frequencyPenalty'
  | 'presencePenalty'
  | 'stop'
  | 'logprobs'
  | 'topLogprobs'
  | 'answerCount'
  | 'reasoning'
  | 'responseFormat'
>;

/** The `generationConfig` field, and what of it has no place in the neutral model. */
export function decodeGenerationConfig(fields: FieldReader): {
  readonly generation: GenerationFields;
  readonly rest?: JsonObject;
} {
  const config = nestedFields(fields, 'generationConfig');
  const generation: GenerationFields = {
    maxOutputTokens: numberField(config, 'maxOutputTokens'),
    temperature: numberField(config, 'temperature'),
    topP: numberField(config, 'topP'),
    topK: numberField(config, 'topK'),
    seed: numberField(config, 'seed'),
    frequencyPenalty: numberField(config, 'frequencyPenalty'),
    presencePenalty: numberField(config, 'presencePenalty'),
    stop: config?.strings('stopSequences') ?? [],
    logprobs: config?.boolean('responseLogprobs'),
    topLogprobs: numberField(config, 'logprobs'),
    answerCount: numberField(config, 'candidateCount'),
    reasoning: decodeThinkingConfig(nestedFields(config, 'thinkingConfig')),
    responseFormat: config === undefined ? undefined : decodeResponseFormat(config),
  };
  return { generation, rest: config?.rest() };
}

/** A budget of 0 means no thinking, -1 as much as the model likes; newer models take a level instead. */
function decodeThinkingConfig(thinking: FieldReader | undefined): ReasoningRequest | undefined {
  if (thinking === undefined) return undefined;
  const level = thinking.string('thinkingLevel')?.toLowerCase();
  const budget = numberField(thinking, 'thinkingBudget');
  const includesThoughts = thinking.boolean('includeThoughts');
  const display = includesThoughts === true ? { display: 'summarized' } : {};
  if (level !== undefined && level !== 'thinking_level_unspecified') {
    return { mode: 'on', effort: level, ...display };
  }
  if (budget === 0) return { mode: 'off' };
  if (budget !== undefined && budget > 0) return { mode: 'on', budgetTokens: budget, ...display };
  return budget === undefined && includesThoughts !== true ? undefined : { mode: 'adaptive', ...display };
}

/** A response type other than JSON and plain text (an enum, YAML) stays among the extras: no other format has it. */
function decodeResponseFormat(config: FieldReader): ResponseFormat | undefined {
  const mimeType = config.peek('responseMimeType');
  if (mimeType === 'text/plain') {
    config.value('responseMimeType');
    return { type: 'text' };
  }
  if (mimeType !== 'application/json') return undefined;
  config.value('responseMimeType');
  const jsonSchema = config.object('responseJsonSchema') ?? config.object('_responseJsonSchema');
  const schema = jsonSchema ?? config.object('responseSchema');
  return schema === undefined ? { type: 'json' } : { type: 'jsonSchema', schema: toJsonSchema(schema) };
}
