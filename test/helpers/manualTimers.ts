import type { Timers } from '../../src/gateway/deadlines.ts';

interface PendingTimer {
  readonly delayMs: number;
  readonly atMs: number;
  readonly callback: () => void;
}

/** Timers that run out when the test says so. */
export class ManualTimers implements Timers {
  readonly #pending = new Set<PendingTimer>();

  #nowMs = 0;
  readonly now = (): number => this.#nowMs;

  after(delayMs: number, callback: () => void): () => void {
    const timer = { delayMs, atMs: this.#nowMs + delayMs, callback };
    this.#pending.add(timer);
    return () => {
      this.#pending.delete(timer);
    };
  }

  /** The delays that are running now. */
  get running(): number[] {
    return [...this.#pending].map((timer) => timer.delayMs);
  }

  /** Lets all that are running run out. */
  runOut(): void {
    const due = [...this.#pending];
    this.#pending.clear();
    this.#nowMs = Math.max(this.#nowMs, ...due.map(({ atMs }) => atMs));
    for (const timer of due) timer.callback();
  }
}
