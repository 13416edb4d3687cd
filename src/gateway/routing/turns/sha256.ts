import { createHash } from 'node:crypto';

/** The SHA-256 of a text in Base64. One update: each goes from JavaScript into the library and back. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
