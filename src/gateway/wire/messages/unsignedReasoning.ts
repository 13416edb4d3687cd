import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * Whether the history of a messages request holds thinking without a signature: Muxgate wrote it for the answer of a
 * provider that signs nothing, and Anthropic refuses it. Such a body cannot pass through to a provider of this format;
 * decoding and encoding it leaves that thinking out.
 */
export function hasUnsignedReasoning(body: JsonObject): boolean {
  return asArray(body.messages).some(
    (message) =>
      isObject(message) && message.role === 'assistant' && asArray(message.content).some(isUnsigned),
  );
}

function isUnsigned(block: JsonValue): boolean {
  if (!isObject(block) || block.type !== 'thinking') return false;
  return block.signature === undefined || block.signature === null || block.signature === '';
}
