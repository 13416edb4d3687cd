/** What the body needs of the connection that fills it. */
export interface BodySource {
  /** Stop reading from the socket. */
  pause(): void;
  /** Go on reading. */
  resume(): void;
  /** The reader left before the end. */
  cancel(): void;
}

/** Bytes kept before the socket is paused: enough to keep a fast reader busy, small for a slow one. */
const highWaterMarkBytes = 64 * 1024;

interface WaitingReader {
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A body as it arrives: filled from the socket's side, read once with `for await`. When the reader is slow the source is
 * paused, so that memory stays bounded; when it leaves early the source is cancelled.
 */
export class AnswerBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #source: BodySource;
  readonly #chunks: Uint8Array[] = [];
  #bufferedBytes = 0;
  #paused = false;
  #outcome: { readonly error?: unknown } | undefined;
  #waiting: WaitingReader | undefined;

  constructor(source: BodySource) {
    this.#source = source;
  }

  push(chunk: Uint8Array): void {
    if (this.#outcome !== undefined) return;
    if (this.#waiting !== undefined) {
      this.#waiting.resolve({ value: chunk, done: false });
      this.#waiting = undefined;
      return;
    }
    this.#chunks.push(chunk);
    this.#bufferedBytes += chunk.length;
    if (this.#bufferedBytes < highWaterMarkBytes || this.#paused) return;
    this.#paused = true;
    this.#source.pause();
  }

  /** The body is whole; what was received is still read. */
  finish(): void {
    this.#settle({});
  }

  /** The body broke off; what was received is still read, then reading throws `error`. */
  fail(error: unknown): void {
    this.#settle({ error });
  }

  /** As `fail`, but what was received is thrown away: nobody wants it any more. */
  abort(error: unknown): void {
    this.#chunks.length = 0;
    this.#settle({ error });
  }

  /** All bytes, where the body came in one piece and nothing of it was read; else undefined, and it is read as ever. */
  takeWhole(): Uint8Array | undefined {
    if (this.#chunks.length !== 1 || this.#outcome === undefined || this.#outcome.error !== undefined) {
      return undefined;
    }
    return this.#chunks.pop();
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#bufferedBytes -= chunk.length;
      this.#resumeWhenDrained();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (this.#outcome === undefined) {
      return new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
      });
    }
    const { error } = this.#outcome;
    this.#outcome = {};
    return error === undefined ? Promise.resolve({ value: undefined, done: true }) : rejectWith(error);
  }

  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#chunks.length = 0;
    if (this.#outcome === undefined) {
      this.#settle({});
      this.#source.cancel();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #resumeWhenDrained(): void {
    if (!this.#paused || this.#chunks.length > 0) return;
    this.#paused = false;
    this.#source.resume();
  }

  #settle(outcome: { readonly error?: unknown }): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    this.#outcome = {};
    if (outcome.error === undefined) waiting.resolve({ value: undefined, done: true });
    else waiting.reject(outcome.error);
  }
}

function rejectWith(error: unknown): Promise<never> {
  return Promise.reject(error instanceof Error ? error : new Error(String(error)));
}
