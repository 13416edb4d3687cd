import { Deadlines, systemTimers, type Timers } from '../deadlines.ts';
import { GatewayError } from '../errors.ts';
import { Agents, type AgentsOptions, type Route } from './agents.ts';
import type { SendAttempt, UpstreamAnswer, UpstreamAttempt } from './attempt.ts';
import { type CallUrl, makeCall, type RawAnswer } from './call.ts';
import {
  brokenAnswerError,
  connectionError,
  connectionFailureKind,
  isUntrustedCertificate,
} from './connectionFailure.ts';
import { decodeBody } from './decodeBody.ts';

export interface SenderOptions extends AgentsOptions {
  readonly timers?: Timers;
}

export interface Sender {
  readonly send: SendAttempt;
  /** Lets running answers end, then closes the connections. */
  close(): Promise<void>;
}

/**
 * Everything that goes to a provider goes through one sender. It follows no redirect, asks for plain bytes and decodes what
 * is compressed all the same. A call is sent a second time in two cases only, in both nothing can have been done twice:
 * when the TLS handshake failed for want of a trusted authority (the system's are loaded then, and nothing was sent), and
 * for a GET on a connection that ended before any byte of an answer (a kept connection that the server closed meanwhile).
 * A POST is never repeated: whether a model began to work on it cannot be known.
 */
export function createSender({ timers = systemTimers, ...options }: SenderOptions): Sender {
  const { log } = options;
  const agents = new Agents(options);
  const deadlines = new Deadlines(timers);

  const call = (attempt: UpstreamAttempt, url: CallUrl, route: Route): Promise<RawAnswer> =>
    makeCall({
      attempt,
      url,
      dispatcher: route.dispatcher,
      deadlines,
      bodyError: (cause) => brokenAnswerError(cause, attempt.provider),
    });

  const routeOf = ({ provider }: UpstreamAttempt, { origin }: CallUrl): Route =>
    agents.routeTo(origin, provider.timeouts.connectTimeoutMs);

  const isSafeTwice = ({ method, bodyPieces }: UpstreamAttempt, error: unknown): boolean =>
    ((isUntrustedCertificate(error) && agents.trustSystemCertificates()) ||
      (method === 'GET' && connectionFailureKind(error) === 'broken off')) &&
    // Of a body that came in while it was sent, nothing is left to send again.
    bodyPieces === undefined;

  /** Makes a call that failed once more where that is safe; throws what the client sees of the failure. */
  const callAgain = async (attempt: UpstreamAttempt, url: CallUrl, first: unknown): Promise<RawAnswer> => {
    let error = first;
    if (!attempt.signal.aborted && isSafeTwice(attempt, error)) {
      log.debug(`provider "${attempt.provider.id}": one more try after ${String(error)}`);
      try {
        return await call(attempt, url, routeOf(attempt, url));
      } catch (second) {
        error = second;
      }
    }
    if (attempt.signal.aborted || !(error instanceof Error) || error instanceof GatewayError) throw error;
    throw connectionError(error, attempt.provider, url.origin, routeOf(attempt, url).proxy);
  };

  const send: SendAttempt = async (attempt) => {
    const url = callUrl(attempt);
    let answer: RawAnswer;
    try {
      answer = await call(attempt, url, routeOf(attempt, url));
    } catch (error) {
      answer = await callAgain(attempt, url, error);
    }
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body.return();
      throw redirectError(attempt, answer);
    }
    return decoded(attempt, answer);
  };

  return { send, close: () => agents.close() };
}

/** The same few addresses are called again and again. */
const knownUrls = new Map<string, CallUrl>();
const maxKnownUrls = 200;

function callUrl(attempt: UpstreamAttempt): CallUrl {
  const known = knownUrls.get(attempt.url);
  if (known !== undefined) return known;
  const { origin, pathname, search } = parseUrl(attempt);
  const url = { origin, path: pathname + search };
  if (knownUrls.size >= maxKnownUrls) knownUrls.clear();
  knownUrls.set(attempt.url, url);
  return url;
}

function parseUrl({ provider, url }: UpstreamAttempt): URL {
  const parsed = URL.parse(url);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new GatewayError(
    'provider_unavailable',
    `Provider "${provider.id}" needs an http or https endpoint.`,
    {
      details: { provider: provider.id },
    },
  );
}

function decoded(attempt: UpstreamAttempt, answer: RawAnswer): UpstreamAnswer {
  if (answer.headers['content-encoding'] === undefined) return answer;
  const { 'content-encoding': coding, 'content-length': length, ...headers } = answer.headers;
  const body = decodeBody(answer.body, coding);
  if (body === undefined) {
    void answer.body.return();
    throw new GatewayError(
      'provider_error',
      `Provider "${attempt.provider.id}" answered in the encoding "${coding}", which was not asked for and is not known here.`,
      { details: { provider: attempt.provider.id, status: answer.status } },
    );
  }
  if (body !== answer.body) {
    return { status: answer.status, headers, body: withDecodingErrors(attempt, body) };
  }
  return {
    status: answer.status,
    headers: length === undefined ? headers : { ...headers, 'content-length': length },
    body,
  };
}

/** What zlib throws becomes an error that names the provider. */
async function* withDecodingErrors(
  { provider, signal }: UpstreamAttempt,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body;
  } catch (error) {
    if (error instanceof GatewayError || signal.aborted || !(error instanceof Error)) throw error;
    throw brokenAnswerError(error, provider);
  }
}

function redirectError({ provider, url }: UpstreamAttempt, { status, headers }: RawAnswer): GatewayError {
  const location = headers['location'];
  const target = location === undefined ? null : URL.parse(location, url);
  const where = target === null ? 'elsewhere' : `to ${target.origin}`;
  return new GatewayError(
    'provider_error',
    `Provider "${provider.id}" redirects ${where} (${status}); Muxgate follows no redirect, since it would carry the prompt and the key along. Set the provider's endpoint to its final address.`,
    { details: { provider: provider.id, status } },
  );
}
