/** Timers as functions, so that tests need no waiting. */
export interface Timers {
  /** Milliseconds from some moment on. */
  now(): number;
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
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

/** A moment by which something has to have happened. */
export abstract class Deadline {
  /** In the time of its {@link Deadlines}. May be put off while it is watched; it is looked at when the timer ends. */
  dueAtMs = Infinity;
  /** Where it stands among those that are watched, for {@link Deadlines} alone; -1: it is not. */
  place = -1;

  /** It has passed, and is not watched any more. */
  abstract onDue(): void;
}

/** Timers end up to a millisecond early. */
const earlyMs = 1;
/** Node's timers take no more; one for longer ends at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Watches any number of deadlines with one timer: a request has a few, nearly all are met, and a timer for each would cost more
 * than what is watched.
 */
export class Deadlines {
  readonly #timers: Timers;
  readonly #watched: Deadline[] = [];
  #cancelTimer: (() => void) | undefined;
  #timerEndsAtMs = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  now(): number {
    return this.#timers.now();
  }

  /** Watches it from now on; also to be called when it is due earlier than before. */
  watch(deadline: Deadline): void {
    if (deadline.place === -1) {
      deadline.place = this.#watched.length;
      this.#watched.push(deadline);
    }
    this.#lookBy(deadline.dueAtMs);
  }

  /** Nobody waits for it any more. */
  forget(deadline: Deadline): void {
    const { place } = deadline;
    if (place === -1) return;
    deadline.place = -1;
    const last = this.#watched.pop();
    if (last !== undefined && last !== deadline) {
      last.place = place;
      this.#watched[place] = last;
    }
    if (this.#watched.length === 0) this.#stopTimer();
  }

  #lookBy(atMs: number): void {
    if (this.#cancelTimer !== undefined && this.#timerEndsAtMs <= atMs) return;
    this.#stopTimer();
    const nowMs = this.#timers.now();
    this.#timerEndsAtMs = Math.min(atMs, nowMs + longestTimerMs);
    this.#cancelTimer = this.#timers.after(this.#timerEndsAtMs - nowMs, this.#look);
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  readonly #look = (): void => {
    this.#cancelTimer = undefined;
    const passedMs = this.#timers.now() + earlyMs;
    const due = this.#watched.filter(({ dueAtMs }) => dueAtMs <= passedMs);
    for (const deadline of due) this.forget(deadline);
    if (this.#watched.length > 0) {
      this.#lookBy(this.#watched.reduce((atMs, { dueAtMs }) => Math.min(atMs, dueAtMs), Infinity));
    }
    for (const deadline of due) deadline.onDue();
  };
}
