import {
  type ByteMember,
  type ByteSpan,
  indexAfterSpace,
  stringAt,
  topLevelMembers,
} from '../wire/jsonMembers.ts';

const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * A JSON object with its top-level `model` replaced and every other byte as it was: key order, number spellings,
 * duplicate keys and white space survive. Every duplicate of `model` is replaced, whichever one a reader takes; a missing one is
 * put first. `body` must be valid JSON (RFC 8259) in UTF-8, an object at the top.
 * @param members the body's, where they are known already
 * @returns the same bytes when nothing needs a change
 */
export function spliceModel(
  body: Buffer,
  model: string,
  members: readonly ByteMember[] = topLevelMembers(body),
): Buffer {
  const value = Buffer.from(JSON.stringify(model));
  const spans = modelValues(body, members);
  if (spans.length === 0) return insertFirst(body, value);
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    if (stringAt(body, { start, end }) === model) continue;
    pieces.push(body.subarray(copied, start), value);
    copied = end;
  }
  if (copied === 0) return body;
  pieces.push(body.subarray(copied));
  return Buffer.concat(pieces);
}

function insertFirst(body: Buffer, value: Buffer): Buffer {
  const afterBrace = body.indexOf(openBrace) + 1;
  const isEmpty = body[indexAfterSpace(body, afterBrace)] === closeBrace;
  const member = Buffer.concat([Buffer.from('"model":'), value, Buffer.from(isEmpty ? '' : ',')]);
  return Buffer.concat([body.subarray(0, afterBrace), member, body.subarray(afterBrace)]);
}

/** The values of all top-level keys that read `model`, escapes in the key included. */
function modelValues(body: Buffer, members: readonly ByteMember[]): ByteSpan[] {
  const spans: ByteSpan[] = [];
  for (const { key, value } of members) if (isModelKey(body, key)) spans.push(value);
  return spans;
}

function isModelKey(body: Buffer, key: ByteSpan): boolean {
  // `model` is 7 bytes with its quotes and at most 32 when every letter is escaped.
  const length = key.end - key.start;
  return length >= 7 && length <= 32 && stringAt(body, key) === 'model';
}
