import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { simplestContent } from './encodeBlock.ts';
import { encodeSampling, encodeServiceTier, reportInexpressible } from './encodeParameters.ts';
import { encodeResponseFormat } from './encodeResponseFormat.ts';
import { encodeThinking } from './encodeThinking.ts';
import { encodeTools } from './encodeTools.ts';
import { encodeTurn, encodeTurns } from './encodeTurns.ts';
import { RequestEncoding } from './requestEncoding.ts';

/**
 * A chat request as the body of `POST /v1/messages`. `target.refusedParameters` are names of this body's fields.
 * Throws `invalid_request` for what cannot be left out without changing the question; the rest that cannot be expressed
 * is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoding = new RequestEncoding(request, target);
  reportInexpressible(encoding);
  const maxTokens = request.maxOutputTokens ?? target.defaultMaxOutputTokens;
  const { system, turns } = encodeTurns(encoding);
  const { thinking, effort, thinks } = encodeThinking(encoding, turns, maxTokens);
  const { format, instruction } = encodeResponseFormat(encoding);
  if (instruction !== undefined) system.push({ type: 'text', text: instruction });
  const extras = encodeExtras(encoding);
  const outputConfig = {
    ...objectOf(extras.output_config),
    ...optional('effort', effort),
    ...optional('format', format),
  };
  const metadata = { ...objectOf(extras.metadata), ...optional('user_id', request.userId) };
  const body: JsonObject = {
    ...extras,
    model: target.model,
    max_tokens: maxTokens,
    ...(system.length === 0 ? {} : { system: simplestContent(system) }),
    messages: turns.map(encodeTurn),
    ...encodeTools(encoding),
    ...optional('thinking', thinking),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
    ...encodeSampling(encoding, thinks),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...encodeServiceTier(encoding),
    stream: request.stream,
  };
  return { body: withoutRefused(body, encoding), dropped: encoding.dropped };
}

/** The client's own extras when it wrote this format; those of another format are reported. */
function encodeExtras(encoding: RequestEncoding): JsonObject {
  if (encoding.sameFormat) return encoding.request.extras;
  for (const field of Object.keys(encoding.request.extras)) encoding.drop(field);
  return {};
}

function withoutRefused(body: JsonObject, encoding: RequestEncoding): JsonObject {
  const refused = new Set(encoding.target.refusedParameters.filter((field) => body[field] !== undefined));
  for (const field of refused) encoding.drop(field);
  return Object.fromEntries(Object.entries(body).filter(([field]) => !refused.has(field)));
}

function optional(field: string, value: JsonObject | string | undefined): JsonObject {
  return value === undefined ? {} : { [field]: value };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
