import type { EncodeTarget } from '../../../src/gateway/wire/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../src/gateway/wire/exchange.ts';
import type { JsonValue } from '../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../src/gateway/wire/messages/codec.ts';
import { chatRequest } from '../chatRequest.ts';
import { encodeTarget } from '../encodeTarget.ts';

export const user: NeutralMessage = { role: 'user', content: [{ type: 'text', text: 'Hello' }] };

export function encode(fields: Partial<ChatRequest>, target: Partial<EncodeTarget> = {}) {
  return messagesCodec.encodeRequest(chatRequest(fields), encodeTarget(target));
}

export function messagesOf(...messages: NeutralMessage[]): JsonValue | undefined {
  return encode({ messages }).body.messages;
}

export function text(role: NeutralMessage['role'], value: string): NeutralMessage {
  return { role, content: [{ type: 'text', text: value }] };
}

export function call(id: string, argumentsJson = '{}'): NeutralMessage['content'][number] {
  return { type: 'toolCall', id, name: 'read', argumentsJson };
}

export function result(toolCallId: string, value: string): NeutralMessage {
  return {
    role: 'tool',
    content: [{ type: 'toolResult', toolCallId, content: [{ type: 'text', text: value }], isError: false }],
  };
}
