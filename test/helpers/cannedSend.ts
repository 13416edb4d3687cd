import { GatewayError } from '../../src/gateway/errors.ts';
import type { SendAttempt, UpstreamAttempt } from '../../src/gateway/upstream/attempt.ts';

/** A canned answer: a status with a JSON value or text, or what sending throws. */
export type CannedAnswer =
  { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> } | Error;

export interface CannedSend {
  readonly send: SendAttempt;
  readonly attempts: UpstreamAttempt[];
}

/** A sender without network: `answer` says what each call gets. */
export function cannedSend(
  answer: (attempt: UpstreamAttempt) => CannedAnswer | Promise<CannedAnswer>,
): CannedSend {
  const attempts: UpstreamAttempt[] = [];
  const send: SendAttempt = async (attempt) => {
    attempts.push(attempt);
    attempt.signal.throwIfAborted();
    const canned = await answer(attempt);
    if (canned instanceof Error) throw canned;
    const text = typeof canned.body === 'string' ? canned.body : JSON.stringify(canned.body);
    return { status: canned.status ?? 200, headers: canned.headers ?? {}, body: oneChunk(text) };
  };
  return { send, attempts };
}

/** What the sender throws when the connection fails with one of Node's or undici's codes. */
export function connectionFailure(code: string): GatewayError {
  const cause = Object.assign(new Error(`connect ${code}`), { code });
  return new GatewayError('provider_unavailable', `the connection failed: ${code}`, { cause });
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
