const closerOf: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const closers = new Set(closerOf.values());
const quotes = ['"', "'", '`'];

/** Counts which brackets and quotes a text leaves open or closes too often; literals are not told from code. */
export class Nesting {
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    for (const character of text) {
      const closer = closerOf.get(character);
      if (closer !== undefined) this.#change(closer, 1);
      else if (closers.has(character)) this.#change(character, -1);
      else if (quotes.includes(character)) this.#change(character, 1);
    }
  }

  /** The text closes a bracket that it did not open, or leaves a quote open, of a kind that `text` holds. */
  isOffBalanceFor(text: string): boolean {
    return Array.from(text).some((character) => {
      const count = this.#counts.get(character) ?? 0;
      if (closers.has(character)) return count < 0;
      return quotes.includes(character) && count % 2 === 1;
    });
  }

  #change(character: string, by: number): void {
    this.#counts.set(character, (this.#counts.get(character) ?? 0) + by);
  }
}
