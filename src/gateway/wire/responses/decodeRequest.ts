import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest, ResponseFormat } from '../requestParameters.ts';
import type { NeutralTool } from '../toolModel.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asArray } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeInput } from './decodeInput.ts';
import { decodeToolChoice, decodeTools } from './decodeTools.ts';

/** The `include` entries that every answer honours where the model has what they ask for. */
export const includeLogprobs = 'message.output_text.logprobs';
export const includeEncryptedReasoning = 'reasoning.encrypted_content';

/**
 * The body of `POST /v1/responses` (OpenAI Responses API). Fields of no meaning here (`store`, `previous_response_id`,
 * `prompt_cache_key`, `include` …) are kept in `extras`. Throws `invalid_request` that names the field and what it must
 * be; a missing `model` is undefined.
 */
export function decodeRequest(body: JsonObject): ChatRequest {
  const fields = new FieldReader(body);
  const text = fields.reader('text');
  const reasoning = fields.reader('reasoning');
  const { messages, tools: laterTools } = decodeInput(instructionsOf(fields), fields.value('input'));
  if (messages.length === 0 && !continuesElsewhere(body)) {
    throw wrongType('input', 'a string or a list of items that say something', body.input);
  }
  const topLogprobs = fields.number('top_logprobs');
  const wantsLogprobs = Array.isArray(body.include) && body.include.includes(includeLogprobs);
  const request = {
    kind: 'chat',
    format: 'responses',
    model: fields.string('model'),
    stream: fields.boolean('stream') ?? false,
    includeUsage: true,
    messages,
    tools: distinct([...decodeTools(fields.list('tools') ?? [], 'tools'), ...laterTools]),
    ...decodeToolChoice(fields),
    parallelToolCalls: fields.boolean('parallel_tool_calls'),
    reasoning: decodeReasoning(reasoning),
    responseFormat: decodeFormat(text),
    maxOutputTokens: fields.number('max_output_tokens'),
    temperature: fields.number('temperature'),
    topP: fields.number('top_p'),
    stop: [],
    // Chat's `top_logprobs` is 400 without `logprobs`.
    ...(wantsLogprobs || !!topLogprobs ? { logprobs: true } : {}),
    topLogprobs: topLogprobs === 0 ? undefined : topLogprobs,
    userId: fields.string('user'),
    serviceTier: fields.string('service_tier'),
  } as const satisfies Omit<ChatRequest, 'extras'>;
  const extras = meaningfulExtras({ ...fields.rest() });
  const otherText = text?.rest();
  if (otherText !== undefined) extras.text = otherText;
  const otherReasoning = reasoning?.rest();
  if (otherReasoning !== undefined) extras.reasoning = otherReasoning;
  return { ...request, extras };
}

/**
 * The extras without what no provider has to be told: the defaults, `store`, which Muxgate does itself for what it writes
 * anew, and the `include` entries that answers honour anyway.
 */
function meaningfulExtras({ include, ...extras }: JsonObject): JsonObject {
  const included = asArray(include).filter(
    (entry) => entry !== includeLogprobs && entry !== includeEncryptedReasoning,
  );
  const isMeaningful = ([field, value]: [string, JsonValue | undefined]): boolean =>
    field !== 'store' && value !== null && value !== noEffect[field];
  return {
    ...Object.fromEntries(Object.entries(extras).filter(isMeaningful)),
    ...(included.length === 0 ? {} : { include: included }),
  };
}

const noEffect: Readonly<Record<string, JsonValue>> = { background: false, truncation: 'disabled' };

/** The question may stand where only the provider, or the store of responses, can see it. */
function continuesElsewhere({ previous_response_id: previous, conversation, prompt }: JsonObject): boolean {
  return [previous, conversation, prompt].some((value) => value !== undefined && value !== null);
}

/** Stored responses hold their instructions as a list of items; in requests only a string is allowed. */
function instructionsOf(fields: FieldReader): string | undefined {
  const value = fields.value('instructions');
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType('instructions', 'a string', value);
}

function decodeReasoning(reasoning: FieldReader | undefined): ReasoningRequest | undefined {
  if (reasoning === undefined) return undefined;
  const effort = reasoning.string('effort');
  const summary = reasoning.string('summary') ?? reasoning.string('generate_summary');
  if (effort === 'none') return { mode: 'off' };
  if (effort === undefined && summary === undefined) return undefined;
  return {
    mode: effort === undefined ? 'adaptive' : 'on',
    ...(effort === undefined ? {} : { effort }),
    ...(summary === undefined ? {} : { display: summary === 'none' ? 'omitted' : 'summarized' }),
  };
}

/** `text.format`; a grammar and other kinds unknown here stay among the extras. */
function decodeFormat(text: FieldReader | undefined): ResponseFormat | undefined {
  const value = text?.peek('format');
  if (text === undefined || value === undefined) return undefined;
  const format = FieldReader.of(value, text.path('format'));
  switch (format.requiredString('type')) {
    case 'text':
      text.value('format');
      return { type: 'text' };
    case 'json_object':
      text.value('format');
      return { type: 'json' };
    case 'json_schema': {
      text.value('format');
      // Chat's `json_schema` object around the fields is a frequent mistake.
      const fields = format.reader('json_schema') ?? format;
      const schema = fields.object('schema');
      if (schema === undefined) throw wrongType(fields.path('schema'), 'a JSON schema (an object)', schema);
      return {
        type: 'jsonSchema',
        name: fields.string('name'),
        description: fields.string('description'),
        schema,
        strict: fields.boolean('strict'),
      };
    }
    default:
      return undefined;
  }
}

/** A tool that a search or a later item names again counts once, in its newest form. */
function distinct(tools: readonly NeutralTool[]): NeutralTool[] {
  const byName = new Map<string | number, NeutralTool>();
  for (const [index, tool] of tools.entries()) {
    byName.set(tool.type === 'opaque' ? index : JSON.stringify([tool.namespace, tool.name]), tool);
  }
  return [...byName.values()];
}
