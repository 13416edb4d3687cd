const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that are written without spaces: a word may stand anywhere in a sentence. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A text as words are looked for in it: any case, composed characters. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/**
 * Whether a word, or several with what stands between them, is in a text as a whole: not as a part of a longer word. At an end
 * that is no letter or digit (`c++`), or of a script without spaces, anything may follow. Linear in the text.
 * @param text folded by {@link foldText}, and so is `word`
 */
export function hasWord(text: string, word: string): boolean {
  const isBoundStart = isSpacedWordAt(word, 0);
  const isBoundEnd = isSpacedWordBefore(word, word.length);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isBoundStart && isSpacedWordBefore(text, at)) continue;
    if (!isBoundEnd || !isSpacedWordAt(text, at + word.length)) return true;
  }
  return false;
}

/** Whether the character at an index makes or continues a word that spaces end. */
function isSpacedWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && isSpacedWord(code);
}

function isSpacedWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const unit = text.charCodeAt(at - 1);
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  return isLowSurrogate ? isSpacedWordAt(text, at - 2) : isSpacedWord(unit);
}

function isSpacedWord(code: number): boolean {
  if (code < 128) {
    // Digits, `_` and small letters: the text is folded.
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
  }
  const character = String.fromCodePoint(code);
  return wordCharacter.test(character) && !unspaced.test(character);
}
