import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { simplestContent } from './encodeBlock.ts';
import { encodeSampling, encodeServiceTier, reportInexpressible } from './encodeParameters.ts';
import { encodeResponseFormat } from './encodeResponseFormat.ts';
import { encodeThinking } from './encodeThinking.ts';
import { encodeTools } from './encodeTools.ts';
import { encodeTurn, encodeTurns } from './encodeTurns.ts';
import { createRequestEncoding } from './requestEncoding.ts';

/**
 * A chat request as the body of `POST /v1/messages`. `target.refusedParameters` are names of this body's fields.
 * Throws `invalid_request` for what cannot be left out without changing the question; the rest that cannot be expressed
 * is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoding = createRequestEncoding(request, target);
  const { body, sameFormat } = encoding;
  reportInexpressible(encoding);
  const maxTokens = request.maxOutputTokens ?? target.defaultMaxOutputTokens;
  const { system, turns } = encodeTurns(encoding);
  const { thinking, effort, thinks } = encodeThinking(encoding, turns, maxTokens);
  const { format, instruction } = encodeResponseFormat(encoding);
  if (instruction !== undefined) system.push({ type: 'text', text: instruction });
  body.setExtras(request.extras, sameFormat);
  const extras = sameFormat ? request.extras : {};
  body.set('model', target.model);
  body.set('max_tokens', maxTokens);
  if (system.length > 0) body.set('system', simplestContent(system));
  body.set('messages', turns.map(encodeTurn));
  encodeTools(encoding);
  body.set('thinking', thinking);
  body.set('output_config', merged(extras.output_config, { effort, format }));
  encodeSampling(encoding, thinks && !body.refuses('thinking'));
  body.set('metadata', merged(extras.metadata, { user_id: request.userId }));
  encodeServiceTier(encoding);
  body.set('stream', request.stream);
  return body.build();
}

/** The client's other fields of a nested object with ours; undefined when there are none of either. */
function merged(extra: JsonValue | undefined, ours: JsonObject): JsonObject | undefined {
  const all = { ...(isObject(extra) ? extra : {}), ...ours };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
