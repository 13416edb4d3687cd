import { GatewayError } from '../errors.ts';

/** The bytes of a record (an event, a line) that is not complete yet; joined once, when its end arrives. */
export class HeldBytes {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Throws `provider_error` when the record grows beyond the limit. */
  hold(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    if (this.#length <= this.#maxBytes) return;
    throw new GatewayError('provider_error', `The provider sent one event of over ${this.#maxBytes} bytes.`);
  }

  /** Everything held, then `last`; nothing is held afterwards. Copies only when something was held. */
  takeWith(last: Buffer): Buffer {
    if (this.#length === 0) return last;
    const whole = Buffer.concat([...this.#chunks, last]);
    this.#chunks = [];
    this.#length = 0;
    return whole;
  }
}
