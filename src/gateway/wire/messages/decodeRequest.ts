import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest, ResponseFormat } from '../requestParameters.ts';
import { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';
import { decodeMessages, decodeSystem } from './decodeMessages.ts';
import { decodeToolChoice, decodeTools } from './decodeTools.ts';

/**
 * The body of `POST /v1/messages` or `/v1/messages/count_tokens` (Anthropic Messages API, 2023-06-01 and later).
 * Fields of no meaning here are kept in `extras`. Throws `invalid_request` that names the field and what it must be.
 */
export function decodeRequest(body: JsonObject): ChatRequest {
  const fields = new FieldReader(body);
  const metadata = fields.reader('metadata');
  const outputConfig = fields.reader('output_config');
  const effort = outputConfig?.string('effort');
  const reasoning = decodeThinking(fields, effort);
  const responseFormat = decodeFormat(outputConfig, 'format') ?? decodeFormat(fields, 'output_format');
  const request = {
    kind: 'chat',
    format: 'messages',
    model: fields.string('model'),
    stream: fields.boolean('stream') ?? false,
    includeUsage: true,
    messages: [...decodeSystem(fields.value('system')), ...decodeMessages(fields.value('messages'))],
    tools: decodeTools(fields.list('tools') ?? []),
    ...decodeToolChoice(fields.reader('tool_choice')),
    reasoning,
    responseFormat,
    maxOutputTokens: fields.number('max_tokens'),
    temperature: fields.number('temperature'),
    topP: fields.number('top_p'),
    topK: fields.number('top_k'),
    stop: fields.strings('stop_sequences') ?? [],
    userId: metadata?.string('user_id'),
    serviceTier: fields.string('service_tier'),
  } as const satisfies Omit<ChatRequest, 'extras'>;
  const extras: JsonObject = { ...fields.rest() };
  const otherMetadata = metadata?.rest();
  if (otherMetadata !== undefined) extras.metadata = otherMetadata;
  const otherOutputConfig = outputConfig?.rest();
  if (otherOutputConfig !== undefined) extras.output_config = otherOutputConfig;
  return { ...request, extras };
}

/** `thinking` and `output_config.effort`. A kind of thinking that is not known here stays among the extras. */
function decodeThinking(fields: FieldReader, effort: string | undefined): ReasoningRequest | undefined {
  const thinking = FieldReader.of(fields.peek('thinking') ?? {}, 'thinking');
  const type = thinking.string('type');
  const mode = modeOf.get(type ?? '');
  if (mode !== undefined) fields.value('thinking');
  if (mode === undefined) return effort === undefined ? undefined : { mode: 'adaptive', effort };
  return {
    mode,
    effort,
    budgetTokens: thinking.number('budget_tokens'),
    display: thinking.string('display'),
  };
}

const modeOf: ReadonlyMap<string, ReasoningRequest['mode']> = new Map([
  ['enabled', 'on'],
  ['disabled', 'off'],
  ['adaptive', 'adaptive'],
]);

/** `output_config.format`, or the older `output_format`. Anthropic's schemas have neither a name nor a strict flag. */
function decodeFormat(fields: FieldReader | undefined, key: string): ResponseFormat | undefined {
  const format = fields?.peek(key);
  if (fields === undefined || format === undefined) return undefined;
  if (FieldReader.of(format, fields.path(key)).string('type') !== 'json_schema') return undefined;
  return { type: 'jsonSchema', schema: fields.reader(key)?.object('schema') ?? {} };
}
