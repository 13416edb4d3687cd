import { asArray, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { MarkedWord } from '../markedWords.ts';
import { openSignature } from '../sealedSignature.ts';
import { decodeCitation, isReplayable } from './citations.ts';

/** Types and keys of what is looked at. */
export const foreignMarks: readonly MarkedWord[] = ['thinking', 'redacted_thinking', 'citations'];

/**
 * Whether the history of a messages request holds what Muxgate wrote for the answer of a provider of another format, and
 * Anthropic refuses: thinking without a signature or with a sealed one, and citations that Anthropic did not make. Such a
 * body cannot pass through to a provider of this format; decoding and encoding it leaves those out. Whose provider of this
 * format signed a block cannot be known: that stays as it is.
 */
export function hasForeignHistory(body: JsonObject): boolean {
  return asArray(body.messages).some(
    (message) =>
      isObject(message) && message.role === 'assistant' && asArray(message.content).some(isForeign),
  );
}

function isForeign(block: JsonValue): boolean {
  if (!isObject(block)) return false;
  switch (block.type) {
    case 'thinking':
      return block.signature === undefined || !isOwn(block.signature);
    case 'redacted_thinking':
      return !isOwn(block.data);
    case 'text':
      return asArray(block.citations).some((citation) => !isReplayable(decodeCitation(citation)));
    default:
      return false;
  }
}

function isOwn(signature: JsonValue | undefined): boolean {
  const text = asString(signature) ?? '';
  return text !== '' && openSignature(text, 'messages').format === 'messages';
}
