const mostRemembered = 32;
const longestRemembered = 4000;

/**
 * What was made of the last few texts that were looked at, if these are short: the newest user turn stays the same for all steps of
 * an agent's turn.
 */
export class RememberedTexts<Value> {
  readonly #known = new Map<string, Value>();

  get(text: string): Value | undefined {
    return text.length > longestRemembered ? undefined : this.#known.get(text);
  }

  set(text: string, value: Value): void {
    if (text.length > longestRemembered) return;
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(text, value);
  }
}
