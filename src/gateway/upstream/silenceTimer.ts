/** Timers as functions, so that tests need no waiting. */
export interface Timers {
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

/** The machine's timers. */
export const systemTimers: Timers = {
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * Notices when the other side says nothing for too long. Time counts only between `listen` and `stop`: while we do not
 * read (a slow client), silence is ours and not the provider's.
 */
export class SilenceTimer {
  readonly #timers: Timers;
  readonly #onSilence: (limitMs: number) => void;
  #cancel: (() => void) | undefined;

  /** `onSilence` is called once for every `listen` that ran out, with the limit in ms that was passed. */
  constructor(timers: Timers, onSilence: (limitMs: number) => void) {
    this.#timers = timers;
    this.#onSilence = onSilence;
  }

  /** Counts from now, anew. */
  listen(limitMs: number): void {
    this.stop();
    this.#cancel = this.#timers.after(limitMs, () => {
      this.#cancel = undefined;
      this.#onSilence(limitMs);
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
