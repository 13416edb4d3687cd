import { asNumber } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { countedBody, type TokenCounting } from '../tokenCounting.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeRequest } from './encodeRequest.ts';

/** What `POST /v1/messages/count_tokens` takes of a message's body (Anthropic Messages API). */
const countedFields = ['model', 'messages', 'system', 'tools', 'tool_choice', 'thinking', 'output_config'];

/** Anthropic's `POST /v1/messages/count_tokens`. */
export const messagesTokenCounting: TokenCounting = {
  format: 'messages',
  pathName: 'count-tokens',
  decodeRequest: (body) => decodeRequest(body),
  modelPlace: 'body',
  encodeRequest: (request, target) => countedBody(encodeRequest(request, target), countedFields),
  upstreamPath: (path) => path,
  decodeCount: (body: JsonObject) => asNumber(body.input_tokens),
  encodeCount: (tokens) => ({ input_tokens: tokens }),
};
