import type { Signature } from '../exchange.ts';
import { openSignature, sealSignature } from '../sealedSignature.ts';

/**
 * OpenAI takes encrypted reasoning back with the id of its item. Other formats keep one text for both, so the id stands in the
 * signature's data, in front of what is encrypted (which is base64url and has no colon).
 */
const idSeparator = ':';

/** The signature of a reasoning item: OpenAI's own, or one of another format that Muxgate sealed. */
export function openReasoning(encryptedContent: string, id: string | undefined): Signature {
  const signature = openSignature(encryptedContent, 'responses');
  if (signature.format !== 'responses' || id === undefined) return signature;
  return { format: 'responses', data: id + idSeparator + signature.data };
}

/** The `encrypted_content` of a signature, and the id of its item where it was made by this format. */
export function writeReasoning(signature: Signature): { encrypted: string; id?: string } {
  if (signature.format !== 'responses') return { encrypted: sealSignature(signature) };
  const separator = signature.data.indexOf(idSeparator);
  if (separator === -1) return { encrypted: signature.data };
  return {
    encrypted: signature.data.slice(separator + idSeparator.length),
    id: signature.data.slice(0, separator),
  };
}
