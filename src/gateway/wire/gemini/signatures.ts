import type { Signature } from '../exchange.ts';
import { openSignature, sealSignature } from '../sealedSignature.ts';

const redactedMark = 'redacted:';

/** A signature as it was read off a part: for whom it is valid, and whether the reasoning that it stands for is withheld. */
export interface OpenedSignature {
  readonly signature: Signature;
  readonly redacted: boolean;
}

/**
 * A signature as `thoughtSignature`. That field holds bytes, which Google's SDKs decode and encode again: a signature
 * that another provider made goes in sealed, and as base64.
 */
export function toThoughtSignature(signature: Signature, redacted = false): string {
  if (signature.format === 'gemini') return signature.data;
  const sealed = `${redacted ? redactedMark : ''}${sealSignature(signature)}`;
  return Buffer.from(sealed, 'utf8').toString('base64');
}

/** The signature that a `thoughtSignature` holds. The SDKs write base64 in either alphabet. */
export function fromThoughtSignature(text: string): OpenedSignature {
  const content = Buffer.from(text, 'base64').toString('utf8');
  const redacted = content.startsWith(redactedMark);
  const signature = openSignature(redacted ? content.slice(redactedMark.length) : content, 'gemini');
  if (signature.format !== 'gemini') return { signature, redacted };
  return { signature: { format: 'gemini', data: text }, redacted: false };
}
