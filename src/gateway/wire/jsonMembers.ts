const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;

/** Where something stands in the bytes: from, and one past its end. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** One `"key": value` of an object; the key's span has its quotes. */
export interface ByteMember {
  readonly key: ByteSpan;
  readonly value: ByteSpan;
}

/**
 * The members of the object that a body is, duplicates included, found in its bytes without parsing the values.
 * @param body valid JSON (RFC 8259) in UTF-8, an object at the top
 */
export function topLevelMembers(body: Buffer): readonly ByteMember[] {
  const members: ByteMember[] = [];
  let position = body.indexOf(openBrace) + 1;
  while (position < body.length) {
    const keyStart = body.indexOf(quote, position);
    // After the last member only the closing brace and white space are left, and no quote.
    if (keyStart === -1) break;
    const key = { start: keyStart, end: stringEnd(body, keyStart) };
    const start = indexAfterSpace(body, body.indexOf(colon, key.end) + 1);
    const end = valueEnd(body, start);
    members.push({ key, value: { start, end } });
    position = end;
  }
  return members;
}

/**
 * The first of these keys that stands twice in the object that a body is; undefined when none does.
 * @param members the body's
 */
export function duplicateKey(
  body: Buffer,
  members: readonly ByteMember[],
  keys: ReadonlySet<string>,
): string | undefined {
  const seen: string[] = [];
  for (const member of members) {
    const key = stringAt(body, member.key) ?? '';
    if (!keys.has(key)) continue;
    if (seen.includes(key)) return key;
    seen.push(key);
  }
  return undefined;
}

/** The text of the JSON string that stands there; undefined for any other value. Throws SyntaxError for a string that is no JSON. */
export function stringAt(body: Buffer, { start, end }: ByteSpan): string | undefined {
  if (body[start] !== quote) return undefined;
  if (isPlain(body, start, end)) return body.toString('latin1', start + 1, end - 1);
  const value: unknown = JSON.parse(body.toString('utf8', start, end));
  return typeof value === 'string' ? value : undefined;
}

/** So long a string may be looked through byte by byte. */
const longestLookedThrough = 64;

/** Whether a string is short, of ASCII that may stand in JSON, and without escapes: nearly every key. */
function isPlain(body: Buffer, start: number, end: number): boolean {
  if (end - start > longestLookedThrough) return false;
  for (let at = start + 1; at < end - 1; at++) {
    const byte = body[at] ?? backslash;
    if (byte === backslash || byte < 0x20 || byte >= 0x80) return false;
  }
  return true;
}

/** So many bytes are walked before the end of a string is searched: a call of a search costs as much. */
const walkedLength = 64;

/**
 * One past the closing quote of the string that opens at `start`; the body's length when none closes it. Long strings are
 * searched, not walked.
 */
export function stringEnd(body: Buffer, start: number): number {
  let at = start + 1;
  for (;;) {
    const walkEnd = Math.min(at + walkedLength, body.length);
    while (at < walkEnd) {
      const byte = body[at];
      if (byte === quote) return at + 1;
      at += byte === backslash ? 2 : 1;
    }
    if (at >= body.length) return body.length;
    const end = body.indexOf(quote, at);
    if (end === -1) return body.length;
    if (!isEscaped(body, end, at)) return end + 1;
    at = end + 1;
  }
}

/**
 * Whether an odd number of backslashes stands before a quote.
 * @param from where no escape goes on
 */
function isEscaped(body: Buffer, at: number, from: number): boolean {
  let before = at - 1;
  while (before >= from && body[before] === backslash) before--;
  return (at - before) % 2 === 0;
}

/** One past the end of the value that begins at `start`. */
function valueEnd(body: Buffer, start: number): number {
  const first = body[start];
  if (first === quote) return stringEnd(body, start);
  if (first !== openBrace && first !== openBracket) return scalarEnd(body, start);
  let depth = 0;
  let position = start;
  while (position < body.length) {
    switch (body[position]) {
      case quote:
        position = stringEnd(body, position);
        continue;
      case openBrace:
      case openBracket:
        depth++;
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        if (depth === 0) return position + 1;
        break;
      default:
        break;
    }
    position++;
  }
  return position;
}

/** Numbers and the words end where a comma, a closing brace or white space begins. */
function scalarEnd(body: Buffer, start: number): number {
  let position = start;
  while (position < body.length && !endsScalar(body[position])) position++;
  return position;
}

function endsScalar(byte: number | undefined): boolean {
  return byte === 0x2c || byte === closeBrace || isSpace(byte);
}

/** The first position from `start` on that holds no JSON white space. */
export function indexAfterSpace(body: Buffer, start: number): number {
  let position = start;
  while (isSpace(body[position])) position++;
  return position;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
