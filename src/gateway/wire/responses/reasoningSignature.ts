import type { Signature } from '../exchange.ts';
import { openSignature, sealSignature } from '../sealedSignature.ts';

/**
 * OpenAI takes encrypted reasoning back with the id of its item. Other formats keep one text for both, so the id stands in the
 * signature's data, in front of what is encrypted (which is base64url and has no colon).
 */
const idSeparator = ':';

/** In front of a seal: what its item means. It stands there because Codex sends items back without their ids. */
const marks = { redacted: 'muxgate-redacted:', carrier: 'muxgate-signs:' } as const;

/** `redacted`: reasoning whose text is withheld; `carrier`: no reasoning, but what signs the call or text before it. */
export type ReasoningMark = keyof typeof marks;

/** What the mark in front of an `encrypted_content` says, and what stands behind it. */
export function readMark(encryptedContent: string): { mark?: ReasoningMark; sealed: string } {
  for (const mark of ['redacted', 'carrier'] as const) {
    if (encryptedContent.startsWith(marks[mark])) {
      return { mark, sealed: encryptedContent.slice(marks[mark].length) };
    }
  }
  return { sealed: encryptedContent };
}

/** The signature of a reasoning item: OpenAI's own, or one of another format that Muxgate sealed. */
export function openReasoning(sealed: string, id: string | undefined): Signature {
  const signature = openSignature(sealed, 'responses');
  if (signature.format !== 'responses' || id === undefined) return signature;
  return { format: 'responses', data: id + idSeparator + signature.data };
}

/** The `encrypted_content` that says what its item means. */
export function writeMarked(mark: ReasoningMark, signature: Signature): string {
  return marks[mark] + sealSignature(signature);
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
