import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import type { ByteSpan } from './jsonMembers.ts';

/**
 * Long texts of a body as they were read, and where each stands in its bytes, quotes included. A JSON string is the same in every document:
 * a body that is written anew takes those bytes over instead of writing the text again, which costs more than all the rest.
 */
export type SharedTexts = ReadonlyMap<string, ByteSpan>;

/** Written in the place of a long text for a moment. No text of a client holds it: it never leaves this process. */
const standIn = randomUUID();

/** No text of this many UTF-16 units or fewer was long in bytes: the longest escape has six. */
const shortestText = 600;

/** From so many pieces on a copy of all costs less than that they are sent one by one. */
const mostPieces = 16;

/**
 * Parses a part of a body, as JSON.parse does, and notes its long texts.
 * @param texts its long strings that are values, in their order
 * @param noted gets them
 * @throws SyntaxError
 */
export function parseNoting(
  body: Buffer,
  { start, end }: ByteSpan,
  texts: readonly ByteSpan[],
  noted: Map<string, ByteSpan>,
): JsonValue {
  if (texts.length === 0) return JSON.parse(body.toString('utf8', start, end)) as JsonValue;
  const read: string[] = [];
  const around: string[] = [];
  let copied = start;
  for (const span of texts) {
    around.push(body.toString('utf8', copied, span.start), `"${standIn}${read.length}"`);
    const text = JSON.parse(body.toString('utf8', span.start, span.end)) as string;
    noted.set(text, span);
    read.push(text);
    copied = span.end;
  }
  around.push(body.toString('utf8', copied, end));
  return filled(JSON.parse(around.join('')) as JsonValue, read);
}

/** The value with the texts back in their places; what was parsed for this is changed where it is. */
function filled(value: JsonValue, texts: readonly string[]): JsonValue {
  if (typeof value === 'string') {
    return value.startsWith(standIn) ? (texts[Number(value.slice(standIn.length))] ?? value) : value;
  }
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) if (mayHoldText(entry)) value[index] = filled(entry, texts);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (mayHoldText(member)) value[key] = filled(member, texts);
    }
  }
  return value;
}

function mayHoldText(value: JsonValue | undefined): value is string | JsonValue[] | JsonObject {
  return typeof value === 'string'
    ? value.length > standIn.length
    : typeof value === 'object' && value !== null;
}

/**
 * A document as JSON in pieces that share the bytes of its long texts, or as one where those are many.
 * @param body what the texts were read from
 * @returns undefined when none of them is in it
 */
export function writeSharing(document: JsonObject, body: Buffer, texts: SharedTexts): Buffer[] | undefined {
  const spans: ByteSpan[] = [];
  const marked = withStandIns(document, texts, spans);
  if (spans.length === 0) return undefined;
  const around = JSON.stringify(marked).split(`"${standIn}"`);
  const pieces: Buffer[] = [];
  for (const [index, text] of around.entries()) {
    pieces.push(Buffer.from(text));
    const span = spans[index];
    if (span !== undefined) pieces.push(body.subarray(span.start, span.end));
  }
  return pieces.length > mostPieces ? [Buffer.concat(pieces)] : pieces;
}

/**
 * The value with a stand-in for each long text; the given one stays as it is.
 * @param spans gets where the texts stand, in the order in which the value is written
 */
function withStandIns(value: JsonValue, texts: SharedTexts, spans: ByteSpan[]): JsonValue {
  if (typeof value === 'string') {
    const span = value.length > shortestText ? texts.get(value) : undefined;
    if (span === undefined) return value;
    spans.push(span);
    return standIn;
  }
  const before = spans.length;
  if (Array.isArray(value)) {
    const entries = value.map((entry) => withStandIns(entry, texts, spans));
    return spans.length === before ? value : entries;
  }
  if (!isObject(value)) return value;
  const members: [string, JsonValue | undefined][] = [];
  for (const [key, member] of Object.entries(value)) {
    members.push([key, member === undefined ? member : withStandIns(member, texts, spans)]);
  }
  return spans.length === before ? value : Object.fromEntries(members);
}
