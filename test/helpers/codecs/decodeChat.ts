import { chatCodec } from '../../../src/gateway/wire/chat/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../src/gateway/wire/exchange.ts';
import type { JsonObject, JsonValue } from '../../../src/gateway/wire/json.ts';

export const hello: JsonObject = { role: 'user', content: 'Hello' };

/** The neutral request, without the fields that are undefined. */
export function decode(fields: JsonObject): ChatRequest {
  const request = chatCodec.decodeRequest({ model: 'm', messages: [hello], ...fields });
  return JSON.parse(JSON.stringify(request)) as ChatRequest;
}

export function messagesOf(...messages: JsonObject[]): readonly NeutralMessage[] {
  return decode({ messages }).messages;
}

export function partsOf(content: JsonValue): unknown {
  return messagesOf({ role: 'user', content })[0]?.content;
}
