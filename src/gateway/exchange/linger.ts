import type { Clock } from './clock.ts';

/** How long a provider may keep its stream open after the end of the answer. */
const lingerMs = 10_000;

/**
 * Bounds a call to a provider: it ends with the exchange, and soon after the answer is complete, for providers that keep
 * their connection open behind the terminal event.
 */
export class Linger {
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  #cancel = (): void => undefined;
  #expired = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The call was ended because it went on after the answer: no failure. */
  get expired(): boolean {
    return this.#expired;
  }

  /** The answer is complete: the call gets its last seconds. */
  readonly start = (): void => {
    this.#cancel = this.#clock.after(lingerMs, () => {
      this.#expired = true;
      this.#controller.abort(new Error('the answer was complete'));
    });
  };

  /** The exchange is over: whatever is left of the call is not wanted. */
  end(): void {
    this.#cancel();
    this.#controller.abort(new Error('the exchange is over'));
  }
}
