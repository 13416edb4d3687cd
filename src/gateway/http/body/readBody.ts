import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../../errors.ts';
import type { Clock } from '../../exchange/clock.ts';
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
export function readBody(request: IncomingMessage, limits: BodyLimits, clock: Clock): Promise<Buffer> {
  assertDeclaredLength(request, limits.maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const beganMs = clock.now();
    let lastByteMs = beganMs;
    let cancelWatch = (): void => undefined;

    const settle = (): void => {
      cancelWatch();
      request.removeListener('data', onData);
      request.removeListener('end', onEnd);
      request.removeListener('close', onClose);
      request.removeListener('error', onClose);
    };
    const fail = (error: Error): void => {
      settle();
      request.on('error', () => undefined);
      request.pause();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limits.maxBytes) {
        fail(bodyTooLarge(limits.maxBytes));
        return;
      }
      lastByteMs = clock.now();
      chunks.push(chunk);
    };
    const onEnd = (): void => {
      settle();
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length));
    };
    const onClose = (): void => {
      fail(new ClientGone());
    };
    /** One timer for both limits and many chunks: it looks how long the silence really was. */
    const watch = (): void => {
      const endMs = Math.min(lastByteMs + limits.idleTimeoutMs, beganMs + limits.totalTimeoutMs);
      const leftMs = endMs - clock.now();
      if (leftMs <= 0) fail(bodyTimeout());
      else cancelWatch = clock.after(leftMs, watch);
    };

    request.on('data', onData);
    request.on('end', onEnd);
    request.on('close', onClose);
    request.on('error', onClose);
    watch();
  });
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
