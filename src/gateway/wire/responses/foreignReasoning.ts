import { asArray, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { MarkedWord } from '../markedWords.ts';
import { openSignature } from '../sealedSignature.ts';
import { isOwnReasoningId } from './itemIds.ts';
import { readMark } from './reasoningSignature.ts';

/** The type of what is looked at. */
export const foreignMarks: readonly MarkedWord[] = ['reasoning'];

/**
 * Whether the input holds reasoning that no provider of this format made: Muxgate wrote it for another's answer, and OpenAI
 * refuses it. Such a body cannot pass through; decoding and encoding it leaves that reasoning out.
 */
export function holdsForeignReasoning({ input }: JsonObject): boolean {
  return asArray(input).some(isForeign);
}

function isForeign(item: JsonValue): boolean {
  if (!isObject(item) || item.type !== 'reasoning') return false;
  if (isOwnReasoningId(asString(item.id) ?? '')) return true;
  const encrypted = asString(item.encrypted_content);
  if (encrypted === undefined) return false;
  const { mark, sealed } = readMark(encrypted);
  return mark !== undefined || openSignature(sealed, 'responses').format !== 'responses';
}
