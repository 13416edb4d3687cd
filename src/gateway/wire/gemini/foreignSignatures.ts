import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { fromThoughtSignature } from './signatures.ts';

/**
 * Whether the history of a Gemini request holds signatures that another provider made and Muxgate sealed: Google refuses
 * them. Such a body cannot pass through to Google; decoding and encoding it leaves them out.
 */
export function hasForeignSignature(body: JsonObject): boolean {
  return asArray(body.contents).some(
    (content) => isObject(content) && asArray(content.parts).some(isForeign),
  );
}

function isForeign(part: JsonValue): boolean {
  const signature = isObject(part) ? (part.thoughtSignature ?? part.thought_signature) : undefined;
  if (typeof signature !== 'string' || signature === '') return false;
  return fromThoughtSignature(signature).signature.format !== 'gemini';
}
