import { GatewayError, UpstreamAnswerError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import type { Provider } from '../providers/provider.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import { countRequestTokens, estimateTokens } from '../usage/countTokens.ts';
import type { ChatRequest, WireFormat } from '../wire/exchange.ts';
import { geminiTokenCounting } from '../wire/gemini/tokenCounting.ts';
import { messagesTokenCounting } from '../wire/messages/tokenCounting.ts';
import type { TokenCounting } from '../wire/tokenCounting.ts';
import { parseAnswerDocument } from './answerDocument.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import { forwardedPath } from './forwardedPath.ts';
import { Linger } from './linger.ts';
import { reasoningEdits, reasoningFields } from './overrides/reasoningEdits.ts';
import { spliceEdits } from './overrides/spliceEdits.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import type { RequestBody } from './requestBody.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { readWhole } from './startedBody.ts';
import { writeJson } from './writeJson.ts';

export interface TokenCountExchange {
  /** The client's way of counting. */
  readonly counting: TokenCounting;
  readonly request: ChatRequest;
  readonly body: RequestBody;
  readonly provider: Provider;
  readonly model: string;
}

const countings: readonly TokenCounting[] = [messagesTokenCounting, geminiTokenCounting];

/** How a server says that it has no such endpoint. */
const missingEndpoint: ReadonlySet<number> = new Set([404, 405, 501]);

/**
 * Answers a request for a count of tokens: by the provider where it counts, in the client's format or in another one, else with a
 * count of our own, which does not fail.
 */
export async function answerTokenCount(
  context: ExchangeContext,
  exchange: TokenCountExchange,
): Promise<void> {
  if (await answeredByProvider(context, exchange)) return;
  const { client, progress, services } = context;
  const tokens = await countRequestTokens(exchange.request).catch((error: unknown) => {
    services.log.warn(
      `tokens are estimated, the tokenizer failed: ${error instanceof Error ? error.name : 'unknown'}`,
    );
    return estimateTokens(exchange.request);
  });
  progress.finished = true;
  await writeJson(client, 200, {}, exchange.counting.encodeCount(tokens));
}

/** false: the provider has no such endpoint, or turned out to have none. */
async function answeredByProvider(context: ExchangeContext, exchange: TokenCountExchange): Promise<boolean> {
  const { counting, provider } = exchange;
  const known = [counting, ...countings].find(({ pathName }) => provider.entry.paths[pathName] !== undefined);
  const path = known === undefined ? undefined : provider.entry.paths[known.pathName];
  if (known === undefined || path === undefined) return false;
  const call = new Linger(context.services.clock, context.client.signal);
  try {
    if (known === counting) await passThrough(context, exchange, path, call.signal);
    else await convert(context, exchange, known, path, call.signal);
    return true;
  } catch (error) {
    if (error instanceof UpstreamAnswerError && missingEndpoint.has(error.status)) return false;
    throw error;
  } finally {
    call.end();
  }
}

async function passThrough(
  context: ExchangeContext,
  { counting, body, provider, model }: TokenCountExchange,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { format } = counting;
  const renamed = counting.renameModel?.(body.json, model);
  const settled = withoutReasoning(context, { body, format, provider, model });
  const bytes = counting.modelPlace === 'path' ? settled : spliceModel(settled, model);
  const answer = await sendToProvider(context, {
    provider,
    path: forwardedPath(counting.upstreamPath(path, model), context.incoming.query),
    format,
    body: renamed === undefined ? bytes : JSON.stringify(renamed),
    signal,
  });
  await passWholeThrough(context, answer.body, {
    provider: provider.id,
    codec: { format },
    headers: {
      ...forwardResponseHeaders(answer.headers),
      'content-type': answer.headers['content-type'] ?? 'application/json',
    },
  });
}

/** The client's bytes; without the settings of reasoning for a model that has none (`modelOverrides`). */
function withoutReasoning(
  { services, progress }: ExchangeContext,
  {
    body,
    format,
    provider,
    model,
  }: Pick<TokenCountExchange, 'body' | 'provider' | 'model'> & {
    readonly format: WireFormat;
  },
): Buffer {
  if (services.override({ provider: provider.id, model }).reasoning !== false) return body.bytes;
  progress.dropped = reasoningFields(format, body.json);
  return spliceEdits(body.bytes, reasoningEdits(format, body.json));
}

async function convert(
  context: ExchangeContext,
  { counting, request, provider, model }: TokenCountExchange,
  upstream: TokenCounting,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { format } = upstream;
  const target = { ...encodeTargetFor(provider, model), keepsSignatures: true };
  const body = JSON.stringify(upstream.encodeRequest(request, target));
  const answer = await sendToProvider(context, {
    provider,
    path: upstream.upstreamPath(path, model),
    format,
    body,
    signal,
  });
  const tokens = await readCount(provider, upstream, answer);
  context.progress.finished = true;
  const headers = forwardResponseHeaders(answer.headers);
  await writeJson(context.client, 200, headers, counting.encodeCount(tokens));
}

async function readCount(
  provider: Provider,
  upstream: TokenCounting,
  answer: UpstreamAnswer,
): Promise<number> {
  const document = parseAnswerDocument(provider.id, upstream.format, await readWhole(answer.body));
  const tokens = upstream.decodeCount(document);
  if (tokens !== undefined) return tokens;
  throw new GatewayError(
    'provider_error',
    `The provider ${provider.id} answered something that is no count of tokens.`,
    {
      details: { provider: provider.id },
    },
  );
}
