import type { ReasoningPart } from '../exchange.ts';
import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { MarkedWord } from '../markedWords.ts';
import { decodeCallSignature } from './callSignature.ts';
import { reasoningBlocks } from './reasoning.ts';

/** Keys of what is looked at. */
export const foreignMarks: readonly MarkedWord[] = ['thinking_blocks', 'extra_content'];

/**
 * Whether the history of a chat request holds sealed signatures: Muxgate wrote them for the answer of a provider of another
 * format, and no chat server can read them. Decoding and encoding such a body leaves them out.
 */
export function hasForeignHistory(body: JsonObject): boolean {
  return asArray(body.messages).some((message) => isObject(message) && holdsSealed(message));
}

function holdsSealed(message: JsonObject): boolean {
  if (message.role !== 'assistant') return false;
  if (message.thinking_blocks !== undefined && reasoningBlocks(message).some(isForeign)) return true;
  return asArray(message.tool_calls).some(isSealedCall);
}

function isForeign({ signature }: ReasoningPart): boolean {
  return signature !== undefined && signature.format !== 'messages' && signature.format !== 'chat';
}

function isSealedCall(call: JsonValue): boolean {
  if (!isObject(call) || call.extra_content === undefined) return false;
  const { signature } = decodeCallSignature(call.extra_content);
  return signature !== undefined && signature.format !== 'gemini';
}
