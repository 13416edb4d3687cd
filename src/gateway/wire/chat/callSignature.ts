import type { Signature } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { openSignature, signatureText } from '../sealedSignature.ts';

/**
 * The signature in a tool call's `extra_content`, where Google's chat endpoint puts it
 * (ai.google.dev/gemini-api/docs/thought-signatures); another format's stands there sealed.
 */
export function decodeCallSignature(extraContent: JsonValue | undefined): { signature?: Signature } {
  const google = isObject(extraContent) ? extraContent.google : undefined;
  const text = isObject(google) ? (asString(google.thought_signature) ?? '') : '';
  return text === '' ? {} : { signature: openSignature(text, 'gemini') };
}

/** The field of a tool call that holds its signature; none for a call without one. */
export function encodeCallSignature(signature: Signature | undefined): JsonObject {
  if (signature === undefined) return {};
  return { extra_content: { google: { thought_signature: signatureText(signature, 'gemini') } } };
}
