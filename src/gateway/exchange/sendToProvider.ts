import { UpstreamAnswerError } from '../errors.ts';
import { anthropicHeaders } from '../providers/catalog/common.ts';
import { endpointUrl } from '../providers/endpointUrl.ts';
import type { Provider } from '../providers/provider.ts';
import { detectClient } from '../routing/clients/detectClient.ts';
import type { UpstreamAnswer, UpstreamAttempt } from '../upstream/attempt.ts';
import { readErrorAnswer } from '../upstream/errorAnswer.ts';
import { forwardRequestHeaders } from '../upstream/forwardedHeaders.ts';
import type { WireFormat } from '../wire/exchange.ts';
import type { AttemptContext } from './attempts/startedAnswer.ts';
import type { ExchangeProgress } from './exchangeContext.ts';

export interface ProviderCall {
  /** Below the provider's versioned base, its query included. */
  readonly path: string;
  /** The format that the body is written in. */
  readonly format: WireFormat;
  readonly body?: UpstreamAttempt['body'];
  /** Instead of `body`, one that comes in as it is sent. */
  readonly bodyPieces?: UpstreamAttempt['bodyPieces'];
  /** `POST` unless said. */
  readonly method?: UpstreamAttempt['method'];
  /** Of a call that is no JSON: what its body is, and which answers the client takes. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Calls the attempt's provider. Resolves with a successful answer's head; throws UpstreamAnswerError for an
 * error status and what `SendAttempt` throws.
 */
export async function sendToProvider(
  { services, attempt, progress, incoming }: AttemptContext,
  { path, format, body, bodyPieces, method = 'POST', headers }: ProviderCall,
): Promise<UpstreamAnswer> {
  const { provider } = attempt;
  const credentials = services.credentials(provider, {
    headers: incoming.headers,
    client: clientFor(provider, progress),
    named: progress.decision?.cause === 'named model',
  });
  progress.calls++;
  attempt.isSent = true;
  attempt.upstreamFormat = format;
  const answer = await services.send({
    provider,
    method,
    url: endpointUrl(provider, path),
    headers: {
      ...(format === 'messages' ? anthropicHeaders : {}),
      ...provider.entry.defaultHeaders,
      ...forwardRequestHeaders(incoming.headers, format),
      ...lowerCaseNames(provider.headers),
      ...credentials,
      ...(headers ?? (progress.stream ? streamHeaders : jsonHeaders)),
    },
    body,
    bodyPieces,
    windowId: progress.decision?.window?.id,
    signal: attempt.call.signal,
  });
  attempt.headCame(answer.status, answer.headers);
  if (answer.status >= 200 && answer.status < 300) return answer;
  const sent = { ...credentials, ...answer.addedHeaders };
  throw withoutCredentials(await readErrorAnswer(provider.id, answer, sent), sent);
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };
const streamHeaders = { 'content-type': 'application/json', accept: 'text/event-stream' };

/** Who asks matters only where the client's own key may go; else the prompt need not be searched for it. */
function clientFor({ auth }: Provider, { routing }: ExchangeProgress): string | undefined {
  return auth === 'passthrough' && routing !== undefined ? detectClient(routing) : undefined;
}

/** A body that repeats our credentials does not go to the client; its message, which is redacted, does. */
function withoutCredentials(
  error: UpstreamAnswerError,
  credentials: Readonly<Record<string, string>>,
): UpstreamAnswerError {
  const body = Buffer.from(error.upstreamBody);
  const secrets = Object.values(credentials).map((value) => value.replace(/^Bearer /, ''));
  if (!secrets.some((secret) => secret !== '' && body.includes(secret))) return error;
  return new UpstreamAnswerError({
    provider: String(error.details.provider),
    status: error.status,
    message: error.message,
    type: error.upstreamType,
    code: error.upstreamCode,
    body: Buffer.alloc(0),
    headers: error.upstreamHeaders,
  });
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) named[name.toLowerCase()] = value;
  return named;
}
