import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Deadlines } from '../deadlines.ts';
import type { CallSignal } from './callSignal.ts';
import type { CallBody, UpstreamAttempt } from './attempt.ts';
import { AnswerBody, type BodySource } from './answerBody.ts';
import { SilenceTimer } from './silenceTimer.ts';

/** The provider said nothing for longer than one of its timeouts allows. */
export class SilenceError extends Error {
  override readonly name = 'SilenceError';
  readonly phase: 'head' | 'body';
  readonly limitMs: number;

  constructor(phase: 'head' | 'body', limitMs: number) {
    super(`silence for ${limitMs} ms`);
    this.phase = phase;
    this.limitMs = limitMs;
  }
}

/** An answer as it comes off the connection: the bytes not decoded yet. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; multiple values joined by `, `. */
  readonly headers: Record<string, string>;
  readonly body: AnswerBody;
}

/** A URL as a call is made to it. */
export interface CallUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Its query included. */
  readonly path: string;
}

export interface CallOptions {
  readonly attempt: UpstreamAttempt;
  /** The attempt's URL, taken apart. */
  readonly url: CallUrl;
  readonly dispatcher: Dispatcher;
  readonly deadlines: Deadlines;
  /** Makes the error that reading the body throws when the connection breaks or falls silent. */
  readonly bodyError: (cause: Error) => Error;
}

/**
 * Makes one call and resolves with the head of any final answer (1xx are skipped). Rejects with the connection's own error,
 * with a SilenceError, or with the signal's reason.
 */
export function makeCall(options: CallOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { attempt, url, dispatcher } = options;
    if (attempt.signal.aborted) {
      reject(reasonOf(attempt.signal));
      return;
    }
    const handler = new CallHandler(options, resolve, reject);
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.path,
          method: attempt.method,
          // Streams are not worth compressing, and their events should arrive one by one.
          headers: sentHeaders(attempt),
          body:
            attempt.bodyPieces === undefined ? sentBody(attempt.body) : handler.sending(attempt.bodyPieces),
          // Silence is watched here, where a pause of our own is known.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      handler.onResponseError(undefined, asError(error));
    }
  });
}

function sentHeaders({ headers, body }: UpstreamAttempt): Record<string, string> {
  const sent: Record<string, string> = { ...headers, 'accept-encoding': 'identity' };
  // Of pieces the client does not know the length that they have together.
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    sent['content-length'] = String(body.reduce((sum, { length }) => sum + length, 0));
  }
  return sent;
}

/** undici takes any iterable of bytes, which its types do not say. */
function sentBody(body: CallBody | undefined): string | Uint8Array | Readable | null {
  return (body ?? null) as string | Uint8Array | Readable | null;
}

/** Follows one call from the connection to the last byte. */
class CallHandler implements Dispatcher.DispatchHandler, BodySource {
  readonly #options: CallOptions;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #silence: SilenceTimer;
  readonly #onAbort = (): void => {
    this.#end(reasonOf(this.#options.attempt.signal));
  };
  #controller: Dispatcher.DispatchController | undefined;
  #body: AnswerBody | undefined;
  #over = false;

  constructor(options: CallOptions, resolve: (answer: RawAnswer) => void, reject: (error: Error) => void) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#silence = new SilenceTimer(options.deadlines, (limitMs) => {
      this.onResponseError(
        this.#controller,
        new SilenceError(this.#body === undefined ? 'head' : 'body', limitMs),
      );
    });
    options.attempt.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** A body that comes in as it is sent; the provider is not silent while the client is. */
  sending(pieces: AsyncIterable<Uint8Array>): Readable {
    return Readable.from(this.#watched(pieces), { objectMode: false });
  }

  async *#watched(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const { firstByteTimeoutMs } = this.#options.attempt.provider.timeouts;
    const iterator = pieces[Symbol.asyncIterator]();
    try {
      for (;;) {
        this.#silence.stop();
        const next = await iterator.next();
        if (!this.#over && this.#body === undefined) this.#silence.listen(firstByteTimeoutMs);
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  /** The connection stands; the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) {
      controller.abort(new Error('the call was given up while connecting'));
      return;
    }
    this.#silence.listen(this.#options.attempt.provider.timeouts.firstByteTimeoutMs);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#over) return;
    this.#controller = controller;
    this.#body = new AnswerBody(this);
    this.#listenForMore();
    this.#resolve({ status, headers: joinedHeaders(headers), body: this.#body });
  }

  pause(): void {
    this.#silence.stop();
    this.#controller?.pause();
  }

  resume(): void {
    if (!this.#over) this.#listenForMore();
    this.#controller?.resume();
  }

  cancel(): void {
    this.#end(new Error('the reader left'));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over || this.#body === undefined) return;
    this.#listenForMore();
    this.#body.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#release();
    this.#body?.finish();
  }

  onResponseError(controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#over) return;
    this.#release();
    if (this.#body === undefined) this.#reject(error);
    else this.#body.fail(this.#options.bodyError(error));
    controller?.abort(error);
  }

  #listenForMore(): void {
    this.#silence.listen(this.#options.attempt.provider.timeouts.idleTimeoutMs);
  }

  /** Ends the call from our side: nobody wants the answer any more. */
  #end(reason: Error): void {
    if (this.#over) return;
    this.#release();
    if (this.#body === undefined) this.#reject(reason);
    else this.#body.abort(reason);
    this.#controller?.abort(reason);
  }

  #release(): void {
    this.#over = true;
    this.#silence.stop();
    this.#options.attempt.signal.removeEventListener('abort', this.#onAbort);
  }
}

/** undici gives names in lower case, and texts but for what came several times. */
function joinedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  if (isPlain(headers)) return headers;
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

function isPlain(headers: Record<string, string | string[] | undefined>): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}

function reasonOf(signal: CallSignal): Error {
  return asError(signal.reason);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
