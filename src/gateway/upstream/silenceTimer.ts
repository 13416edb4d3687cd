/** Timers as functions, so that tests need no waiting. */
export interface Timers {
  /** Milliseconds from some moment on. */
  readonly now: () => number;
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

/** The machine's timers. */
export const systemTimers: Timers = {
  now: () => performance.now(),
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
  /** When the silence is too long; later than the timer ends where something was heard meanwhile. */
  #dueAtMs = 0;
  #limitMs = 0;

  /** `onSilence` is called once for every `listen` that ran out, with the limit in ms that was passed. */
  constructor(timers: Timers, onSilence: (limitMs: number) => void) {
    this.#timers = timers;
    this.#onSilence = onSilence;
  }

  /** Counts from now, anew. A timer that runs goes on, and looks at its end how long the silence really was: chunks are many. */
  listen(limitMs: number): void {
    const nowMs = this.#timers.now();
    this.#dueAtMs = nowMs + limitMs;
    if (this.#cancel !== undefined && limitMs === this.#limitMs) return;
    this.stop();
    this.#limitMs = limitMs;
    this.#startTimer(nowMs);
  }

  #startTimer(nowMs: number): void {
    this.#cancel = this.#timers.after(this.#dueAtMs - nowMs, () => {
      this.#cancel = undefined;
      const endedAtMs = this.#timers.now();
      // Timers end up to a millisecond early.
      if (endedAtMs < this.#dueAtMs - 1) this.#startTimer(endedAtMs);
      else this.#onSilence(this.#limitMs);
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
