const longestWord = 1024;
/** Words that were given out lately are not given out again; a power of two. */
const rememberedWords = 1024;

/** What a UTF-16 unit is to a word: part of it, one that a path has, or its end. */
const inWord = 0;
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

/** A text is looked through in its units as they stand in memory: asking a string for each takes twice as long. */
const units = new Uint16Array(32 * 1024);
const unitBytes = Buffer.from(units.buffer);

/**
 * The words of a text that may name a file: those that hold a point or a slash, or end in `file`. One pass over the characters,
 * since most words of a text are none; code repeats few words often, and nearly all repetitions are left out.
 */
export function pathLikeWords(text: string): string[] {
  const words: string[] = [];
  const recent = new Array<string | undefined>(rememberedWords);
  let start = 0;
  let isMarked = false;
  const endWord = (at: number): void => {
    const length = at - start;
    if (length > 0 && length <= longestWord && (isMarked || endsInFile(text, at, length))) {
      const slot = (length * 67 + text.charCodeAt(start) * 31 + text.charCodeAt(at - 1)) % rememberedWords;
      const before = recent[slot];
      if (before?.length !== length || !text.startsWith(before, start)) {
        const word = text.slice(start, at);
        recent[slot] = word;
        words.push(word);
      }
    }
    start = at + 1;
    isMarked = false;
  };
  for (let from = 0; from < text.length; from += units.length) {
    const count = unitBytes.write(text.slice(from, from + units.length), 'utf16le') / 2;
    for (let index = 0; index < count; index++) {
      const kind = kinds[units[index] ?? 0];
      if (kind === inWord) continue;
      if (kind === ofPath) isMarked = true;
      else endWord(from + index);
    }
  }
  endWord(text.length);
  return words;
}

/** Dockerfile, Makefile and their like. */
function endsInFile(text: string, end: number, length: number): boolean {
  return length >= 4 && text.charCodeAt(end - 1) === 0x65 && text.startsWith('file', end - 4);
}
