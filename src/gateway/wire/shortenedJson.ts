import { type ByteSpan, stringEnd } from './jsonMembers.ts';

const quote = 0x22;
const backslash = 0x5c;
/** The longest escape is `\uXXXX`. */
const longestEscape = 6;
const seam = Buffer.from('\\n');

/**
 * A JSON value as text with the middle of its long strings left out: what is found by its ends, or by its shape, costs no
 * reading of the rest.
 * @param span of the value, whose brackets match and whose strings end
 * @param longest in bytes as they are written
 */
export function shortenedJson(body: Buffer, { start, end }: ByteSpan, longest: number): string {
  const pieces: Buffer[] = [];
  let copied = start;
  let at = body.indexOf(quote, start);
  while (at !== -1 && at < end) {
    const after = stringEnd(body, at);
    if (after - at > longest) {
      const half = longest >> 1;
      pieces.push(body.subarray(copied, tokenStart(body, at + 1, at + half)), seam);
      copied = tokenStart(body, at + 1, after - half);
    }
    at = body.indexOf(quote, after);
  }
  pieces.push(body.subarray(copied, end));
  return Buffer.concat(pieces).toString('utf8');
}

/** The last position up to `at` in a string's content at which neither an escape nor a character goes on. */
function tokenStart(body: Buffer, from: number, at: number): number {
  let escape = at - 1;
  while (escape >= at - longestEscape && body[escape] !== backslash) escape--;
  if (escape < at - longestEscape) {
    let position = at;
    while (isContinuation(body[position])) position--;
    return position;
  }
  let run = escape;
  while (run > from && body[run - 1] === backslash) run--;
  const isSecondOfPair = (escape - run) % 2 === 1;
  return isSecondOfPair ? escape + 1 : escape;
}

/** Of a character in UTF-8 every byte but the first. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
