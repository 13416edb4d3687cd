import type { EncodeTarget } from '../../../src/gateway/wire/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../src/gateway/wire/gemini/codec.ts';
import { asArray, isObject } from '../../../src/gateway/wire/json.ts';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { chatRequest } from '../chatRequest.ts';
import { encodeTarget } from '../encodeTarget.ts';

export const newest = { model: 'gemini-3-flash-preview' };
export const older = { model: 'gemini-2.5-flash' };
export const user: NeutralMessage = { role: 'user', content: [{ type: 'text', text: 'hi' }] };

export const encode = (facts: Partial<ChatRequest>, target: Partial<EncodeTarget> = newest) =>
  geminiCodec.encodeRequest(
    chatRequest({ format: 'chat', messages: [user], ...facts }),
    encodeTarget(target),
  );
export const contentsOf = (messages: readonly NeutralMessage[], target: Partial<EncodeTarget> = newest) =>
  asArray(encode({ messages }, target).body.contents).filter(isObject);
export const configOf = (facts: Partial<ChatRequest>, target: Partial<EncodeTarget> = newest): JsonObject => {
  const { generationConfig } = encode(facts, target).body;
  return isObject(generationConfig) ? generationConfig : {};
};

export const call = (
  id: string,
  name: string,
  more: { signature?: { format: 'gemini' | 'messages'; data: string } } = {},
) => ({ type: 'toolCall', id, name, argumentsJson: '{"a":1}', ...more }) as const;
export const result = (toolCallId: string, text: string, isError = false) =>
  ({ type: 'toolResult', toolCallId, content: [{ type: 'text', text }], isError }) as const;
export const tool = {
  type: 'function',
  name: 'f',
  parameters: { type: 'object', properties: { a: {} } },
} as const;
