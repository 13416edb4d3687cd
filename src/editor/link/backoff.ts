/** A crash that is the first for long is over at once. */
const firstDelayMs = 100;
const longestDelayMs = 30_000;
/** A run this long was healthy: the next crash counts as the first again. */
const healthyRunMs = 60_000;

/** How long to wait before the gateway is started again: twice as long after every crash in a row. */
export class Backoff {
  readonly #now: () => number;
  #crashesInARow = 0;
  #startedAtMs = 0;

  /** @param now time in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A run begins. */
  started(): void {
    this.#startedAtMs = this.#now();
  }

  /** The run ended by itself; returns the wait in ms. */
  crashed(): number {
    if (this.#now() - this.#startedAtMs >= healthyRunMs) this.#crashesInARow = 0;
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#crashesInARow);
    this.#crashesInARow++;
    return delayMs;
  }

  /** The user asked for a new start: earlier crashes are forgotten. */
  reset(): void {
    this.#crashesInARow = 0;
  }
}
