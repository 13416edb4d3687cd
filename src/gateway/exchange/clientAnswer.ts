import type { ErrorReport, StreamFraming } from '../wire/codec.ts';
import { CallEnd, type CallSignal } from '../upstream/callSignal.ts';
import type { AnswerRecorder } from './answerRecorder.ts';
import type { AnswerStream } from './answerStream.ts';
import { ClientGone } from './clientGone.ts';
import type { Clock } from './clock.ts';

/** Silence after which a stream gets a heartbeat. */
const heartbeatIntervalMs = 15_000;
/** A bare blank line: SSE comments break Gemini CLI, blank lines break nobody (measured). */
const heartbeat = '\n\n';

export interface ClientAnswerOptions {
  readonly clock: Clock;
  /** The `x-muxgate-*` headers as known when the head is sent. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/**
 * The answer to one client: its head once, then bytes with backpressure. On a stream, silence is broken by heartbeats, which
 * stand between whole events because every write is of whole events.
 */
export class ClientAnswer {
  readonly #response: AnswerStream;
  readonly #options: ClientAnswerOptions;
  /** How the stream that was begun ends when it fails, in formats where that depends on what was written before. */
  failStream: ((report: ErrorReport) => string) | undefined;
  /** See what is sent, heartbeats apart. */
  #recorders: readonly AnswerRecorder[] | undefined;
  readonly #gone = new CallEnd();
  #framing: StreamFraming | undefined;
  #hasBody = false;
  #bytes = 0;
  #lastWriteMs = 0;
  #firstByteMs: number | undefined;
  #ended: Promise<void> | undefined;
  #onEnded: (() => void) | undefined;
  #cancelHeartbeat = (): void => undefined;
  #cancelEarlyHead = (): void => undefined;

  constructor(response: AnswerStream, options: ClientAnswerOptions) {
    this.#response = response;
    this.#options = options;
    response.on('error', () => undefined);
    response.on('close', () => {
      this.#cancelTimers();
      if (!response.writableFinished) this.#gone.abort(new ClientGone());
      this.#onEnded?.();
    });
    if (response.destroyed) this.#gone.abort(new ClientGone());
  }

  /** Aborted, with ClientGone as reason, when the client hangs up before it has the whole answer. */
  get signal(): CallSignal {
    return this.#gone;
  }

  get headSent(): boolean {
    return this.#response.headersSent;
  }

  /** The head that was sent announced a stream: later errors are written in its framing. */
  get isStream(): boolean {
    return this.#framing !== undefined;
  }

  /** Of the stream that was begun. */
  get framing(): StreamFraming | undefined {
    return this.#framing;
  }

  /** Something of the answer itself was written, more than its head. */
  get hasBody(): boolean {
    return this.#hasBody;
  }

  /** How many bytes of the answer were written, without its head. */
  get bytes(): number {
    return this.#bytes;
  }

  get status(): number {
    return this.#response.headersSent ? this.#response.statusCode : 0;
  }

  /** When the first byte of the answer went out, ms since 1970. */
  get firstByteMs(): number | undefined {
    return this.#firstByteMs;
  }

  /** Keeps what is sent from now on. */
  record(recorder: AnswerRecorder): void {
    this.#recorders = [...(this.#recorders ?? []), recorder];
  }

  /** Sends the head of a whole answer together with its body's first bytes, or of a failed request. */
  sendHead(status: number, headers: Readonly<Record<string, string>>): void {
    this.#cancelEarlyHead();
    this.#firstByteMs = this.#options.clock.now();
    this.#recorders?.forEach((recorder) => recorder.begin(headers));
    this.#response.writeHead(status, { ...headers, ...this.#options.headers() });
  }

  /**
   * Sends the head of a stream, unless it is sent already, and keeps server-sent events alive from now on: a blank line is
   * nothing to them, and no JSON where each line is one.
   */
  beginStream(headers: Readonly<Record<string, string>>, framing: StreamFraming): void {
    if (this.headSent) return;
    this.#framing = framing;
    this.sendHead(200, { 'cache-control': 'no-cache', ...headers });
    this.#lastWriteMs = this.#options.clock.now();
    if (framing === 'sse') this.#scheduleHeartbeat(heartbeatIntervalMs);
  }

  /** Begins the stream, its head on the wire at once, if nothing was sent when the delay is over. */
  beginStreamAfter(delayMs: number, headers: Readonly<Record<string, string>>, framing: StreamFraming): void {
    this.#cancelEarlyHead = this.#options.clock.after(delayMs, () => {
      this.beginStream(headers, framing);
      this.#response.flushHeaders();
    });
  }

  /**
   * Writes bytes, on a stream one or more whole events. Resolves when more may be written; throws ClientGone when
   * the client has hung up.
   */
  async write(data: string | Uint8Array): Promise<void> {
    await this.send(data);
  }

  /** As `write`; undefined where nobody has to wait. */
  send(data: string | Uint8Array): Promise<void> | undefined {
    this.#throwIfGone();
    if (data.length === 0) return undefined;
    this.#hasBody = true;
    this.#bytes += data.length;
    this.#lastWriteMs = this.#options.clock.now();
    this.#recorders?.forEach((recorder) => recorder.push(data));
    return this.#response.write(data) ? undefined : this.#drained();
  }

  /**
   * Ends the answer; a second call waits for the same end. Resolves when the bytes are handed to the operating system (the response
   * is closed then), or the client is gone.
   */
  end(data?: string | Uint8Array): Promise<void> {
    this.#cancelTimers();
    if (data !== undefined && this.#ended === undefined)
      this.#recorders?.forEach((recorder) => recorder.push(data));
    this.#ended ??= new Promise((resolve) => {
      if (this.signal.aborted) {
        resolve();
        return;
      }
      this.#onEnded = resolve;
      this.#response.end(data);
    });
    return this.#ended;
  }

  /** Cuts the connection: the only way left to say that a body which is no event stream is not whole. */
  breakOff(): void {
    this.#cancelTimers();
    this.#response.destroy();
  }

  #cancelTimers(): void {
    this.#cancelEarlyHead();
    this.#cancelHeartbeat();
  }

  #throwIfGone(): void {
    if (this.signal.aborted) throw new ClientGone();
  }

  #drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const onDrain = (): void => {
        this.signal.removeEventListener('abort', onGone);
        resolve();
      };
      const onGone = (): void => {
        this.#response.removeListener('drain', onDrain);
        reject(new ClientGone());
      };
      this.#response.once('drain', onDrain);
      this.signal.addEventListener('abort', onGone, { once: true });
    });
  }

  /** One timer for many writes: when it fires it looks how long the silence really was. */
  #scheduleHeartbeat(delayMs: number): void {
    const { clock } = this.#options;
    this.#cancelHeartbeat = clock.after(delayMs, () => {
      const leftMs = this.#lastWriteMs + heartbeatIntervalMs - clock.now();
      if (leftMs > 0) {
        this.#scheduleHeartbeat(leftMs);
        return;
      }
      // A client that reads slowly has bytes waiting for it and needs no more.
      if (!this.#response.writableNeedDrain) this.#response.write(heartbeat);
      this.#lastWriteMs = clock.now();
      this.#scheduleHeartbeat(heartbeatIntervalMs);
    });
  }
}
