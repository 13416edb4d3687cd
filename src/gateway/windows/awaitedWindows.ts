import type { Clock } from '../exchange/clock.ts';

/** Windows link themselves again within milliseconds; one that has gone as well is not waited for longer. */
const awaitedForMs = 500;

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

  /** Waits for these windows from now on; an id counts as often as it is there. */
  expect(ids: readonly string[]): void {
    this.#end();
    if (ids.length === 0) return;
    this.#ids = [...ids];
    this.#settled = new Promise((resolve) => {
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
