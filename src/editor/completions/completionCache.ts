/** A cursor in a document, and the text around it. */
export interface CursorText {
  /** The document's URI. */
  readonly uri: string;
  /** Characters before the cursor in the whole document. */
  readonly offset: number;
  readonly prefix: string;
  readonly suffix: string;
}

interface Entry {
  readonly cursor: CursorText;
  readonly text: string;
}

const maxEntries = 40;
/** So much on both sides of the cursor must be the same. */
const comparedLength = 400;

/** What was proposed of late: typing along a proposal, going back, and undoing ask nobody again. */
export class CompletionCache {
  /** The newest last. */
  #entries: readonly Entry[] = [];

  /** Keeps what was proposed at a cursor; '': there was nothing to propose. */
  add(cursor: CursorText, text: string): void {
    this.#entries = [...this.#entries, { cursor, text }].slice(-maxEntries);
  }

  /** What is left of a proposal for this cursor; undefined when none fits. */
  find(cursor: CursorText): string | undefined {
    for (const { cursor: known, text } of this.#entries.toReversed()) {
      const typedLength = cursor.offset - known.offset;
      if (known.uri !== cursor.uri || typedLength < 0 || typedLength > text.length) continue;
      // All of it was taken: what comes then is another question.
      if (typedLength > 0 && typedLength === text.length) continue;
      const before = cursor.prefix.slice(0, cursor.prefix.length - typedLength);
      const typed = cursor.prefix.slice(cursor.prefix.length - typedLength);
      if (text.startsWith(typed) && isSameText(before, cursor.suffix, known)) return text.slice(typedLength);
    }
    return undefined;
  }
}

function isSameText(prefix: string, suffix: string, known: CursorText): boolean {
  const length = Math.min(comparedLength, prefix.length, known.prefix.length);
  return (
    prefix.slice(prefix.length - length) === known.prefix.slice(known.prefix.length - length) &&
    suffix.slice(0, comparedLength) === known.suffix.slice(0, comparedLength)
  );
}
