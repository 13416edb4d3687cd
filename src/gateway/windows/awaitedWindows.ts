import type { Clock } from '../exchange/clock.ts';

/** Windows link themselves again within milliseconds; one that has gone as well is not waited for longer. */
const linkedAgainMs = 500;
/** A window whose gateway crashed starts another first; one that gave the port to a newer version lets it bind first. */
const returnedMs = 1000;

/**
 * The windows that the gateway before this one served. Until they have linked themselves here, their rules and access keys are
 * not known, so that requests wait for them.
 */
export class AwaitedWindows {
  readonly #clock: Pick<Clock, 'after'>;
  #ids: string[] = [];
  #settled: Promise<void> | undefined;
  #end: () => void = () => undefined;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /**
   * Waits for these windows from now on.
   * @param ids those that were linked; an id counts as often as it is there
   * @param returning the one that had the port itself, when it comes back
   */
  expect(ids: readonly string[], returning?: string): void {
    this.#end();
    if (ids.length === 0 && returning === undefined) return;
    this.#ids = returning === undefined ? [...ids] : [...ids, returning];
    this.#settled = new Promise((resolve) => {
      const awaitedForMs = returning === undefined ? linkedAgainMs : returnedMs;
      const cancel = this.#clock.after(awaitedForMs, () => this.#end());
      this.#end = () => {
        cancel();
        this.#settled = undefined;
        resolve();
      };
    });
  }

  /** A window is here, with its settings and keys. */
  arrived(id: string): void {
    const index = this.#ids.indexOf(id);
    if (index === -1) return;
    this.#ids.splice(index, 1);
    if (this.#ids.length === 0) this.#end();
  }

  /** Resolves when all are here, or the time is over; undefined: nobody is waited for. */
  settled(): Promise<void> | undefined {
    return this.#settled;
  }
}
