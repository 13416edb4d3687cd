import { CallEnd, type CallSignal } from '../upstream/callSignal.ts';
import type { Clock } from './clock.ts';

/** How long a provider may keep its stream open after the end of the answer. */
const lingerMs = 10_000;
/** Made once: it is no failure, and its stack would cost more than the rest. */
const answerComplete = new Error('the answer is complete');

/**
 * Bounds a call to a provider: it ends with the exchange, when the client leaves, and soon after the answer is complete, for providers that keep
 * their connection open behind the terminal event.
 */
export class Linger {
  readonly #clock: Clock;
  readonly #client: CallSignal;
  readonly #end = new CallEnd();
  #cancel = (): void => undefined;
  readonly #leave = (): void => {
    this.#end.abort(this.#client.reason);
  };

  /** @param client aborted when the client leaves */
  constructor(clock: Clock, client: CallSignal) {
    this.#clock = clock;
    this.#client = client;
    if (client.aborted) this.#leave();
    else client.addEventListener('abort', this.#leave, { once: true });
  }

  get signal(): CallSignal {
    return this.#end;
  }

  /** The answer is complete: the call gets its last seconds. */
  readonly start = (): void => {
    this.#cancel = this.#clock.after(lingerMs, () => {
      this.#end.abort(answerComplete);
    });
  };

  /** The exchange is over: whatever is left of the call is not wanted. */
  end(): void {
    this.#cancel();
    this.#client.removeEventListener('abort', this.#leave);
    this.#end.abort(answerComplete);
  }
}
