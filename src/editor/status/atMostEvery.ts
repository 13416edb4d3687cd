import type { StartTimer } from '../startTimer.ts';

/** Runs something when it is asked to, but never more often than at an interval: what is asked meanwhile runs once, at its end. */
export class AtMostEvery {
  readonly #intervalMs: number;
  readonly #startTimer: StartTimer;
  readonly #run: () => void;
  #stopTimer: (() => void) | undefined;
  #isAsked = false;

  constructor(intervalMs: number, startTimer: StartTimer, run: () => void) {
    this.#intervalMs = intervalMs;
    this.#startTimer = startTimer;
    this.#run = run;
  }

  ask(): void {
    if (this.#stopTimer === undefined) this.now();
    else this.#isAsked = true;
  }

  /** Runs it whatever the time; the interval begins anew. */
  now(): void {
    this.dispose();
    this.#stopTimer = this.#startTimer(this.#intervalMs, () => {
      this.#stopTimer = undefined;
      if (this.#isAsked) this.now();
    });
    this.#run();
  }

  dispose(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#isAsked = false;
  }
}
