/** What was not saved when the page was closed, in memory for as long as this window lives. Never holds a key. */
export class KeptDraft {
  #draft: unknown;

  get value(): unknown {
    return this.#draft;
  }

  /** `undefined` when everything is saved. */
  keep(draft: unknown): void {
    this.#draft = draft;
  }
}
