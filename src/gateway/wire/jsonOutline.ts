import { type ByteMember, type ByteSpan, indexAfterSpace, stringEnd } from './jsonMembers.ts';
import { markedWordAt } from './markedWords.ts';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A string with more bytes than this is long. */
const longestShortBytes = 4 * 1024;

/** A body nested deeper is left to a real parser. */
const deepest = 256;

/** A member of the outermost object; of a list also where each element stands. */
export interface OutlinedMember extends ByteMember {
  readonly elements?: readonly ByteSpan[];
  /** Its long strings that are values, with their quotes. */
  readonly texts: readonly ByteSpan[];
}

export interface JsonOutline {
  readonly members: readonly OutlinedMember[];
  /** The marked words that stand anywhere below the members, as keys or values. */
  readonly words: ReadonlySet<string>;
}

/**
 * The members of the object that a body is, found in its bytes without parsing the values. Only the outermost object is read as
 * JSON (RFC 8259); of what is in it strings must end and brackets match.
 * @param body in UTF-8
 * @returns undefined when that does not hold: a parser then tells what is wrong
 */
export function outlineOf(body: Buffer): JsonOutline | undefined {
  const members: OutlinedMember[] = [];
  const words = new Set<string>();
  const outline = { members, words };
  const start = indexAfterSpace(body, 0);
  if (body[start] !== openBrace) return undefined;
  let position = indexAfterSpace(body, start + 1);
  if (body[position] === closeBrace) return endsAt(body, position) ? outline : undefined;
  for (;;) {
    if (body[position] !== quote) return undefined;
    const key = { start: position, end: stringEnd(body, position) };
    const afterKey = indexAfterSpace(body, key.end);
    if (body[afterKey] !== colon) return undefined;
    const member = outlinedMember(body, key, indexAfterSpace(body, afterKey + 1), words);
    if (member === undefined) return undefined;
    members.push(member);
    position = indexAfterSpace(body, member.value.end);
    if (body[position] === closeBrace) return endsAt(body, position) ? outline : undefined;
    if (body[position] !== comma) return undefined;
    position = indexAfterSpace(body, position + 1);
  }
}

function endsAt(body: Buffer, lastBrace: number): boolean {
  return indexAfterSpace(body, lastBrace + 1) === body.length;
}

function outlinedMember(
  body: Buffer,
  key: ByteSpan,
  start: number,
  words: Set<string>,
): OutlinedMember | undefined {
  switch (body[start]) {
    case quote: {
      const end = stringEnd(body, start);
      if (body[end - 1] !== quote || end - start < 2) return undefined;
      const value = { start, end };
      return { key, value, texts: end - start > longestShortBytes ? [value] : [] };
    }
    case openBrace: {
      const texts: ByteSpan[] = [];
      const end = bracketsEnd(body, start, { words, texts });
      return end === undefined ? undefined : { key, value: { start, end }, texts };
    }
    case openBracket: {
      const texts: ByteSpan[] = [];
      const commas: number[] = [];
      const end = bracketsEnd(body, start, { words, texts, commas });
      if (end === undefined) return undefined;
      const value = { start, end };
      return { key, value, texts, elements: elementsBetween(body, value, commas) };
    }
    default: {
      let end = start;
      while (isScalarByte(body[end])) end++;
      return end === start ? undefined : { key, value: { start, end }, texts: [] };
    }
  }
}

/** Numbers, `true`, `false` and `null`: letters, digits, signs and the point. */
function isScalarByte(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0x2a && byte < 0x7b && byte !== comma && byte !== colon;
}

/**
 * One past the bracket that closes the one at `start`; undefined when none does.
 * @param found what is seen on the way is added to it; texts: long strings that are values; commas: where the list's elements part
 */
function bracketsEnd(
  body: Buffer,
  start: number,
  {
    words,
    texts,
    commas,
  }: { readonly words: Set<string>; readonly texts: ByteSpan[]; readonly commas?: number[] },
): number | undefined {
  const closers = new Uint8Array(deepest);
  let depth = 0;
  let at = start;
  while (at < body.length) {
    const byte = body[at];
    if (byte === quote) {
      const end = stringEnd(body, at);
      const word = markedWordAt(body, at + 1, end - 1);
      if (word !== undefined) words.add(word);
      if (end - at > longestShortBytes && body[indexAfterSpace(body, end)] !== colon) {
        texts.push({ start: at, end });
      }
      at = end;
      continue;
    }
    if (byte === openBrace || byte === openBracket) {
      if (depth === deepest) return undefined;
      closers[depth] = byte === openBrace ? closeBrace : closeBracket;
      depth++;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--;
      if (closers[depth] !== byte) return undefined;
      if (depth === 0) return at + 1;
    } else if (byte === comma && depth === 1) {
      commas?.push(at);
    }
    at++;
  }
  return undefined;
}

function elementsBetween(body: Buffer, { start, end }: ByteSpan, commas: readonly number[]): ByteSpan[] {
  const elements: ByteSpan[] = [];
  let from = start + 1;
  for (const to of [...commas, end - 1]) {
    elements.push({ start: indexAfterSpace(body, from), end: to });
    from = to + 1;
  }
  const [only] = elements;
  return commas.length === 0 && only?.start === only?.end ? [] : elements;
}
