import type { ChatRequest } from '../exchange.ts';
import { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';
import { decodeMessages } from './decodeMessages.ts';
import { decodeIncludeUsage, decodeReasoning, decodeSampling } from './decodeSampling.ts';
import { decodeResponseFormat, decodeToolChoice, decodeTools } from './decodeTools.ts';

/**
 * The body of `POST /v1/chat/completions` (OpenAI Chat Completions and what compatible servers added to it). Fields of no
 * meaning here (`store`, `prediction`, `modalities`, `min_p` …) are kept in `extras`. Throws `invalid_request` that names
 * the field and what it must be; a missing `model` is undefined.
 */
export function decodeRequest(body: JsonObject): ChatRequest {
  const fields = new FieldReader(body);
  const legacyFunctions = fields.peek('functions') !== undefined && fields.peek('tools') === undefined;
  const request = {
    kind: 'chat',
    format: 'chat',
    model: fields.string('model'),
    stream: fields.boolean('stream') ?? false,
    includeUsage: decodeIncludeUsage(fields),
    messages: decodeMessages(fields.value('messages')),
    tools: decodeTools(fields),
    ...decodeToolChoice(fields),
    ...(legacyFunctions ? { legacyFunctions } : {}),
    // A client of before tools can be told of one call alone.
    parallelToolCalls: legacyFunctions ? false : fields.boolean('parallel_tool_calls'),
    reasoning: decodeReasoning(fields),
    responseFormat: decodeResponseFormat(fields),
    ...decodeSampling(fields),
    logprobs: fields.boolean('logprobs'),
    topLogprobs: fields.number('top_logprobs'),
    answerCount: fields.number('n'),
    userId: fields.string('user'),
    serviceTier: fields.string('service_tier'),
  } as const satisfies Omit<ChatRequest, 'extras'>;
  return { ...request, extras: fields.rest() ?? {} };
}
