import * as crypto from 'node:crypto';

/** In one call, in two thirds of the time; Node has it since 20.12. */
const { hash }: { readonly hash?: typeof crypto.hash } = crypto;

/** The SHA-256 of a text in Base64. */
export function sha256(text: string): string {
  return hash === undefined
    ? crypto.createHash('sha256').update(text).digest('base64')
    : hash('sha256', text, 'base64');
}
