import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../exchange/clock.ts';
import { ClientGone } from '../../exchange/clientGone.ts';
import { bodyTimeout } from './readBody.ts';

interface Waiting {
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A request's body piece by piece, each read when it is asked for. Throws `request_timeout` when the client is silent too long,
 * and ClientGone. Leaving early leaves the connection as it is, so that the client still gets its answer.
 */
export class RequestPieces implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #request: IncomingMessage;
  readonly #clock: Clock;
  readonly #idleTimeoutMs: number;
  readonly #pieces: Uint8Array[] = [];
  #waiting: Waiting | undefined;
  #cancelIdle = (): void => undefined;
  #over: { readonly error?: Error } | undefined;

  constructor(request: IncomingMessage, clock: Clock, idleTimeoutMs: number) {
    this.#request = request;
    this.#clock = clock;
    this.#idleTimeoutMs = idleTimeoutMs;
    request.pause();
    request.on('data', this.#onData);
    request.on('end', this.#onEnd);
    request.on('close', this.#onClose);
    request.on('error', this.#onClose);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const value = this.#pieces.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#over !== undefined) return ended(this.#over);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#cancelIdle = this.#clock.after(this.#idleTimeoutMs, () => {
        this.#end({ error: bodyTimeout() });
      });
      this.#request.resume();
    });
  }

  /** Nobody wants the rest: it is thrown away as it comes, until the answer ends the request. */
  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#end({});
    this.#pieces.length = 0;
    this.#request.resume();
    return ended({});
  }

  readonly #onData = (chunk: Uint8Array): void => {
    this.#request.pause();
    const waiting = this.#takeWaiting();
    if (waiting === undefined) this.#pieces.push(chunk);
    else waiting.resolve({ done: false, value: chunk });
  };

  readonly #onEnd = (): void => {
    this.#end({});
  };

  readonly #onClose = (): void => {
    this.#end({ error: new ClientGone() });
  };

  #end(over: { readonly error?: Error }): void {
    if (this.#over !== undefined) return;
    this.#over = over;
    this.#request.off('data', this.#onData);
    this.#request.off('end', this.#onEnd);
    this.#request.off('close', this.#onClose);
    const waiting = this.#takeWaiting();
    if (waiting === undefined) return;
    if (over.error === undefined) waiting.resolve({ done: true, value: undefined });
    else waiting.reject(over.error);
  }

  #takeWaiting(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#cancelIdle();
    return waiting;
  }
}

function ended({ error }: { readonly error?: Error }): Promise<IteratorResult<Uint8Array, undefined>> {
  return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
}
