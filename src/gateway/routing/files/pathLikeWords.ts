const longestWord = 1024;
/** Words that were given out lately are not given out again; a power of two. */
const rememberedWords = 1024;

const slash = 0x2f;
const backslash = 0x5c;
const point = 0x2e;
/** `true` for ASCII characters that end a word: white space, quotes and what separates. */
const endsAsciiWord: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[\s"`<>,;|=]/.test(String.fromCharCode(code)),
);

/**
 * The words of a text that may name a file: those that hold a point or a slash, or end in `file`. One pass over the characters,
 * since most words of a text are none; code repeats few words often, and nearly all repetitions are left out.
 */
export function pathLikeWords(text: string): string[] {
  const words: string[] = [];
  const recent = new Array<string | undefined>(rememberedWords);
  let start = 0;
  let isMarked = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0x20 : text.charCodeAt(at);
    if (!endsWord(code)) {
      if (code === point || code === slash || code === backslash) isMarked = true;
      continue;
    }
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
  }
  return words;
}

function endsWord(code: number): boolean {
  return code < 128 ? endsAsciiWord[code] === true : isSpace(code);
}

/** Dockerfile, Makefile and their like. */
function endsInFile(text: string, end: number, length: number): boolean {
  return length >= 4 && text.charCodeAt(end - 1) === 0x65 && text.startsWith('file', end - 4);
}

/** What `\s` has beyond ASCII. */
function isSpace(code: number): boolean {
  switch (code) {
    case 0xa0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202f:
    case 0x205f:
    case 0x3000:
    case 0xfeff:
      return true;
    default:
      return code >= 0x2000 && code <= 0x200a;
  }
}
