/** No piece is longer, in UTF-16 units. A tokenizer's time grows with the square of a run without word boundaries. */
export const maxPieceLength = 512;

/**
 * Cuts a text into pieces of at most `maxPieceLength`, at the beginning of a word where there is one, so that the pieces'
 * tokens add up to the text's; only a longer run (base64, one repeated character) is cut inside, never inside a character.
 */
export function* boundedPieces(text: string): Generator<string> {
  let start = 0;
  while (text.length - start > maxPieceLength) {
    const end = lastWordStart(text, start, start + maxPieceLength);
    yield text.slice(start, end);
    start = end;
  }
  if (start < text.length) yield text.slice(start);
}

const space = 0x20;

/** The last space that follows a visible character: tokenizers count a space with the word after it. */
function lastWordStart(text: string, start: number, end: number): number {
  for (let index = end; index > start + 1; index--) {
    if (text.charCodeAt(index) === space && text.charCodeAt(index - 1) > space) return index;
  }
  return isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
