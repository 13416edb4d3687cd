/** A value whose reading begins before anybody asks for it. It is handed out once, and not after {@link forget}. */
export class ReadAhead<Value> {
  readonly #read: () => Promise<Value>;
  #begun: Promise<Value> | undefined;

  constructor(read: () => Promise<Value>) {
    this.#read = read;
  }

  /** Begins to read. What goes wrong is told to who takes the value. */
  begin(): void {
    this.#begun = this.#read();
    this.#begun.catch(() => undefined);
  }

  /** What was read may be true no more: it is read again, if somebody is still going to take it. */
  changed(): void {
    if (this.#begun !== undefined) this.begin();
  }

  /** Nobody is going to take it. */
  forget(): void {
    this.#begun = undefined;
  }

  /** The value that was begun, else one that is read now; rejects as reading does. */
  take(): Promise<Value> {
    const begun = this.#begun ?? this.#read();
    this.#begun = undefined;
    return begun;
  }
}
