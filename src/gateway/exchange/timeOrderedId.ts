import { randomUUID } from 'node:crypto';

/** Many requests may come in one millisecond. */
let lastMs = NaN;
let lastTime = '';

/**
 * A new id that nobody can guess and that sorts by when it was made: a UUID of version 7 (RFC 9562, section 5.7). Rows that are
 * written together then stand together in the record's index of ids, where random ones would touch a page each.
 */
export function timeOrderedId(nowMs = Date.now()): string {
  if (nowMs !== lastMs) {
    lastMs = nowMs;
    const time = nowMs.toString(16).padStart(12, '0');
    lastTime = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  }
  return lastTime + randomUUID().slice(15);
}
