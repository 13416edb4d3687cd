import type { IncomingMessage } from 'node:http';
import { Deadline, type Deadlines } from '../../deadlines.ts';
import { GatewayError } from '../../errors.ts';
import { ClientGone } from '../../exchange/clientGone.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  /** Longest silence between two pieces of a body. */
  readonly idleTimeoutMs: number;
  /** Longest time for a whole body, however steadily it drips. */
  readonly totalTimeoutMs: number;
}

/** What a connection gets whose request was not read to its end. */
const closeConnection = { connection: 'close' };

/**
 * The bytes of a request's body as sent. Throws `body_too_large` (by Content-Length before a byte is read, else as soon as the
 * limit is passed, without reading on), `request_timeout`, or ClientGone when the client left.
 */
export function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  deadlines: Deadlines,
): Promise<Buffer> {
  assertDeclaredLength(request, limits.maxBytes);
  return new Promise((resolve, reject) => {
    new BodyReader(request, limits, deadlines, { resolve, reject }).begin();
  });
}

interface BodyTaker {
  readonly resolve: (body: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects a body. Its listeners stay: they end with the request, and taking each off would cost more than all it does. What came does
 * not stay with them.
 */
class BodyReader extends Deadline {
  readonly #request: IncomingMessage;
  readonly #limits: BodyLimits;
  readonly #deadlines: Deadlines;
  /** undefined: it is over. */
  #taker: BodyTaker | undefined;
  readonly #endAtMs: number;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(request: IncomingMessage, limits: BodyLimits, deadlines: Deadlines, taker: BodyTaker) {
    super();
    this.#request = request;
    this.#limits = limits;
    this.#deadlines = deadlines;
    this.#taker = taker;
    this.#endAtMs = deadlines.now() + limits.totalTimeoutMs;
  }

  begin(): void {
    const request = this.#request;
    request.on('data', this.#onData);
    request.on('end', this.#onEnd);
    request.on('close', this.#onClose);
    request.on('error', this.#onClose);
    this.#putOff();
    this.#deadlines.watch(this);
  }

  override onDue(): void {
    this.#fail(bodyTimeout());
  }

  /** Something came. */
  #putOff(): void {
    this.dueAtMs = Math.min(this.#deadlines.now() + this.#limits.idleTimeoutMs, this.#endAtMs);
  }

  #fail(error: Error): void {
    const taker = this.#settle();
    this.#request.pause();
    taker?.reject(error);
  }

  #settle(): BodyTaker | undefined {
    const taker = this.#taker;
    this.#taker = undefined;
    this.#chunks = [];
    this.#deadlines.forget(this);
    return taker;
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#taker === undefined) return;
    this.#length += chunk.length;
    if (this.#length > this.#limits.maxBytes) {
      this.#fail(bodyTooLarge(this.#limits.maxBytes));
      return;
    }
    this.#putOff();
    this.#chunks.push(chunk);
  };

  readonly #onEnd = (): void => {
    const chunks = this.#chunks;
    const [only] = chunks;
    const isOne = chunks.length === 1 && only !== undefined;
    this.#settle()?.resolve(isOne ? only : Buffer.concat(chunks, this.#length));
  };

  readonly #onClose = (): void => {
    if (this.#taker !== undefined) this.#fail(new ClientGone());
  };
}

/** Throws `body_too_large` when the Content-Length alone says so. */
export function assertDeclaredLength(request: IncomingMessage, maxBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw bodyTooLarge(maxBytes);
}

/** The error of a body over the limit, however it was noticed. */
export function bodyTooLarge(maxBytes: number): GatewayError {
  const limit = `${maxBytes / (1024 * 1024)} MiB`;
  return new GatewayError(
    'body_too_large',
    `The request body is over the limit of ${limit}. Send less, or raise bodyLimitMiB.`,
    { details: { limit: maxBytes }, headers: closeConnection },
  );
}

/** The error of a client that fell silent within its body. */
export function bodyTimeout(): GatewayError {
  return new GatewayError(
    'request_timeout',
    'The request body did not arrive in time. Send it without pauses.',
    {
      headers: closeConnection,
    },
  );
}
