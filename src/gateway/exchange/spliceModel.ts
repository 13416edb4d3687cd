const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;

/** Where something stands in the bytes: from, and one past its end. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A JSON object with its top-level `model` replaced and every other byte as it was: key order, number spellings,
 * duplicate keys and white space survive. Every duplicate of `model` is replaced, whichever one a reader takes; a missing one is
 * put first. `body` must be valid JSON (RFC 8259) in UTF-8, an object at the top.
 * @returns the same bytes when nothing needs a change
 */
export function spliceModel(body: Buffer, model: string): Buffer {
  const value = Buffer.from(JSON.stringify(model));
  const spans = modelValues(body);
  if (spans.length === 0) return insertFirst(body, value);
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    if (decodeString(body, { start, end }) === model) continue;
    pieces.push(body.subarray(copied, start), value);
    copied = end;
  }
  if (copied === 0) return body;
  pieces.push(body.subarray(copied));
  return Buffer.concat(pieces);
}

function insertFirst(body: Buffer, value: Buffer): Buffer {
  const afterBrace = body.indexOf(openBrace) + 1;
  const isEmpty = body[skipSpace(body, afterBrace)] === closeBrace;
  const member = Buffer.concat([Buffer.from('"model":'), value, Buffer.from(isEmpty ? '' : ',')]);
  return Buffer.concat([body.subarray(0, afterBrace), member, body.subarray(afterBrace)]);
}

/** The values of all top-level keys that read `model`, escapes in the key included. */
function modelValues(body: Buffer): Span[] {
  const spans: Span[] = [];
  let position = body.indexOf(openBrace) + 1;
  while (position < body.length) {
    const keyStart = body.indexOf(quote, position);
    // After the last member only the closing brace and white space are left, and no quote.
    if (keyStart === -1) break;
    const key = { start: keyStart, end: stringEnd(body, keyStart) };
    const start = skipSpace(body, body.indexOf(colon, key.end) + 1);
    const end = valueEnd(body, start);
    if (isModelKey(body, key)) spans.push({ start, end });
    position = end;
  }
  return spans;
}

function isModelKey(body: Buffer, key: Span): boolean {
  // `model` is 7 bytes with its quotes and at most 32 when every letter is escaped.
  const length = key.end - key.start;
  return length >= 7 && length <= 32 && decodeString(body, key) === 'model';
}

/** The text of a JSON string; undefined for any other value. */
function decodeString(body: Buffer, { start, end }: Span): string | undefined {
  if (body[start] !== quote) return undefined;
  const value: unknown = JSON.parse(body.toString('utf8', start, end));
  return typeof value === 'string' ? value : undefined;
}

/** One past the closing quote of the string that opens at `start`. Long strings are searched, not walked. */
function stringEnd(body: Buffer, start: number): number {
  let end = body.indexOf(quote, start + 1);
  while (end !== -1 && isEscaped(body, end)) end = body.indexOf(quote, end + 1);
  return end === -1 ? body.length : end + 1;
}

/** Whether an odd number of backslashes stands before a quote. */
function isEscaped(body: Buffer, at: number): boolean {
  let before = at - 1;
  while (body[before] === backslash) before--;
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

function skipSpace(body: Buffer, start: number): number {
  let position = start;
  while (isSpace(body[position])) position++;
  return position;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
