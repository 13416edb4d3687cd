import type { SendAttempt } from '../../upstream/attempt.ts';
import { readBounded } from '../../upstream/readBounded.ts';
import type { Provider } from '../provider.ts';

/** No answer of an authorization server is larger. */
const longestAnswerBytes = 1024 * 1024;

/** As the `customFetch` of oauth4webapi calls it. */
export type LoginFetch = (
  url: string,
  options: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: URLSearchParams | null;
    readonly signal?: AbortSignal;
  },
) => Promise<Response>;

/** Calls of a sign-in go the way of all calls: proxies, certificates and timeouts are the provider's. */
export function loginFetch(send: SendAttempt, provider: Provider): LoginFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await send({
      provider,
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers,
      body: body?.toString(),
      signal: signal ?? AbortSignal.timeout(provider.timeouts.connectTimeoutMs * 3),
    });
    const { bytes, error } = await readBounded(answer.body, longestAnswerBytes);
    if (error !== undefined) throw error;
    const isBodiless = answer.status === 204 || answer.status === 304;
    return new Response(isBodiless ? null : Buffer.from(bytes), {
      status: answer.status,
      headers: { 'content-type': answer.headers['content-type'] ?? '' },
    });
  };
}
