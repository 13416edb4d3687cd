/** What a call watches to be ended: as much of an AbortSignal as calls use, so that either will do. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Throws the reason when it is aborted. */
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Ends calls, as an AbortController does, by a plain list of listeners: several are needed for every request, and real ones with
 * their events would be a tenth of what a request costs. Each listener is called once.
 */
export class CallEnd implements CallSignal {
  #listeners: (() => void)[] = [];
  #reason: Error | undefined;

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  get reason(): Error | undefined {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at !== -1) this.#listeners.splice(at, 1);
  }

  /** Ends what listens; nothing happens when it is ended already. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.#reason = reason instanceof Error ? reason : new Error(String(reason));
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
