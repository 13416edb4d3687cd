import { type ByteMember, stringAt, topLevelMembers } from '../wire/jsonMembers.ts';
import type { RequestBody } from './requestBody.ts';

/** Longer values are not copied to change what stands beside them. */
const longestCopiedBytes = 8 * 1024;
/** No value that is written here looks so; one that a client writes is told by its key. */
const placeholder = Buffer.from('-0e0');

/** Makes changes in a body's bytes; gets its members where they are known. */
export type Splice = (bytes: Buffer, members?: readonly ByteMember[]) => Buffer;

/**
 * A body with changes made in its bytes. Of a body with long values the result is pieces that share them: the changes are made
 * in a copy that has short ones in their places.
 */
export function splicedBody(
  { bytes, members }: Pick<RequestBody, 'bytes' | 'members'>,
  splice: Splice,
): Buffer | Buffer[] {
  const long = members?.filter(({ value }) => value.end - value.start > longestCopiedBytes) ?? [];
  if (long.length === 0) return splice(bytes, members);
  const short: Buffer[] = [];
  let copied = 0;
  for (const { value } of long) {
    short.push(bytes.subarray(copied, value.start), placeholder);
    copied = value.end;
  }
  const before = Buffer.concat([...short, bytes.subarray(copied)]);
  const after = splice(before);
  if (after === before) return bytes;
  return withLongValues(after, bytes, long) ?? splice(bytes, members);
}

/** undefined: the changes were made in the long values themselves. */
function withLongValues(after: Buffer, bytes: Buffer, long: readonly ByteMember[]): Buffer[] | undefined {
  const keys = long.map(({ key }) => stringAt(bytes, key));
  const places = topLevelMembers(after).filter(({ key }) => keys.includes(stringAt(after, key)));
  if (places.length !== long.length) return undefined;
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const [index, { key, value }] of places.entries()) {
    const original = long[index]?.value;
    const isPlaceholder = placeholder.equals(after.subarray(value.start, value.end));
    if (original === undefined || !isPlaceholder || stringAt(after, key) !== keys[index]) return undefined;
    pieces.push(after.subarray(copied, value.start), bytes.subarray(original.start, original.end));
    copied = value.end;
  }
  return [...pieces, after.subarray(copied)];
}
