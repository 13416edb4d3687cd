const longestWord = 1024;
/** Words that were found lately in a piece are not given out again; a power of two. */
const rememberedWords = 1024;
/** Longer texts are looked through in pieces of lines; a word never goes on in the next line. */
const pieceUnits = 32 * 1024;

/** What a UTF-16 unit is to a word, where it is not just a part of it. */
const ofPath = 1;
const endsWord = 2;
const kinds = new Uint8Array(0x10000);
setKind(ofPath, './\\');
setKind(endsWord, '"`<>,;|=');
/** White space, as `\s` has it. */
setKind(endsWord, ' \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff');
kinds.fill(endsWord, 0x2000, 0x200b);

function setKind(kind: number, characters: string): void {
  for (const character of characters) kinds[character.charCodeAt(0)] = kind;
}

/**
 * The words of a text that may name a file: those that hold a point or a slash, or end in `file`. Only these are taken apart from
 * their neighbours, since most words of a text are none; code repeats few words often, and each comes once.
 */
export function pathLikeWords(text: string): string[] {
  const words = new Set<string>();
  for (let from = 0; from < text.length;) {
    const end = pieceEnd(text, from);
    new Piece(text.slice(from, end), words).lookThrough();
    from = end + 1;
  }
  return [...words];
}

function pieceEnd(text: string, from: number): number {
  if (text.length - from <= pieceUnits) return text.length;
  const before = text.lastIndexOf('\n', from + pieceUnits);
  if (before > from) return before;
  const after = text.indexOf('\n', from + pieceUnits);
  return after === -1 ? text.length : after;
}

const scratch = new Uint16Array(pieceUnits);
const recentStarts = new Int32Array(rememberedWords);
const recentEnds = new Int32Array(rememberedWords);

class Piece {
  readonly #text: string;
  readonly #words: Set<string>;
  /** The text's UTF-16 units: to ask a string for each takes twice as long. */
  readonly #units: Uint16Array;
  /** Where the next `file` stands; -1: nowhere. */
  #file: number;

  /** @param words gets those that are found */
  constructor(text: string, words: Set<string>) {
    this.#text = text;
    this.#words = words;
    this.#units = text.length <= scratch.length ? scratch : new Uint16Array(text.length);
    Buffer.from(this.#units.buffer).write(text, 'utf16le');
    this.#file = text.indexOf('file');
    recentEnds.fill(0);
  }

  lookThrough(): void {
    const units = this.#units;
    const { length } = this.#text;
    let done = 0;
    for (let at = 0; at < length; at++) {
      if (kinds[units[at] ?? 0] !== ofPath) continue;
      let start = at;
      while (start > done && kinds[units[start - 1] ?? 0] !== endsWord) start--;
      let end = at + 1;
      while (end < length && kinds[units[end] ?? 0] !== endsWord) end++;
      if (this.#file !== -1 && this.#file < end) this.#addFiles(done, start, end);
      this.#add(start, end);
      done = end;
      at = end;
    }
    if (this.#file !== -1) this.#addFiles(done, length, length);
  }

  /**
   * Dockerfile, Makefile and their like, where nothing else marks them.
   * @param from where a word may begin
   * @param before they stand before this
   * @param next what is before this needs no further look
   */
  #addFiles(from: number, before: number, next: number): void {
    const units = this.#units;
    while (this.#file !== -1 && this.#file < before) {
      let start = this.#file;
      const end = start + 4;
      if (end === this.#text.length || kinds[units[end] ?? 0] === endsWord) {
        while (start > from && kinds[units[start - 1] ?? 0] !== endsWord) start--;
        this.#add(start, end);
      }
      this.#file = this.#text.indexOf('file', end);
    }
    if (this.#file !== -1 && this.#file < next) this.#file = this.#text.indexOf('file', next);
  }

  #add(start: number, end: number): void {
    const length = end - start;
    if (length > longestWord || this.#isRecent(start, end)) return;
    this.#words.add(this.#text.slice(start, end));
  }

  /** Whether the same word was found lately; from now on it was. */
  #isRecent(start: number, end: number): boolean {
    const units = this.#units;
    const length = end - start;
    const slot = (length * 67 + (units[start] ?? 0) * 31 + (units[end - 1] ?? 0)) & (rememberedWords - 1);
    const before = recentStarts[slot] ?? 0;
    let same = (recentEnds[slot] ?? 0) - before === length;
    for (let index = 0; same && index < length; index++)
      same = units[before + index] === units[start + index];
    recentStarts[slot] = start;
    recentEnds[slot] = end;
    return same;
  }
}
