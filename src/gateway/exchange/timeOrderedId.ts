import { randomUUID } from 'node:crypto';

/**
 * A new id that nobody can guess and that sorts by when it was made: a UUID of version 7 (RFC 9562, section 5.7). Rows that are
 * written together then stand together in the record's index of ids, where random ones would touch a page each.
 */
export function timeOrderedId(nowMs = Date.now()): string {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
