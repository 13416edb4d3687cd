import { randomUUID } from 'node:crypto';

/** The last 16 bits of the time count up while the others stay for a minute: they are written apart. */
const lowerBits = 0x1_0000;
let upper = NaN;
let upperText = '';

/**
 * A new id that nobody can guess and that sorts by when it was made: a UUID of version 7 (RFC 9562, section 5.7). Rows that are
 * written together then stand together in the record's index of ids, where random ones would touch a page each.
 */
export function timeOrderedId(nowMs = Date.now()): string {
  const lower = nowMs % lowerBits;
  if (nowMs - lower !== upper) {
    upper = nowMs - lower;
    upperText = (upper / lowerBits).toString(16).padStart(8, '0');
  }
  return `${upperText}-${lower.toString(16).padStart(4, '0')}-7${randomUUID().slice(15)}`;
}
