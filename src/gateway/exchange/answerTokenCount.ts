import { GatewayError, UpstreamAnswerError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import type { Provider } from '../providers/provider.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import { countRequestTokens, estimateTokens } from '../usage/countTokens.ts';
import type { EncodeTarget } from '../wire/codec.ts';
import { placeForClient } from '../wire/conversions/placeForClient.ts';
import type { ChatRequest, WireFormat } from '../wire/exchange.ts';
import { geminiTokenCounting } from '../wire/gemini/tokenCounting.ts';
import { messagesTokenCounting } from '../wire/messages/tokenCounting.ts';
import { responsesTokenCounting } from '../wire/responses/tokenCounting.ts';
import type { JsonObject } from '../wire/json.ts';
import type { TokenCounting } from '../wire/tokenCounting.ts';
import { parseAnswerDocument } from './answerDocument.ts';
import type { AttemptContext, StartedAnswer } from './attempts/startedAnswer.ts';
import { forwardedPath } from './forwardedPath.ts';
import { missingEndpointStatuses } from './missingEndpoint.ts';
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

const countings: readonly TokenCounting[] = [
  messagesTokenCounting,
  geminiTokenCounting,
  responsesTokenCounting,
];

/**
 * Has tokens counted: by the attempt's provider where it counts, in the client's format or in another one, else by a count of our
 * own, which does not fail.
 */
export async function answerTokenCount(
  context: AttemptContext,
  exchange: TokenCountExchange,
): Promise<StartedAnswer> {
  return (await askedProvider(context, exchange)) ?? { write: () => writeOwnCount(context, exchange) };
}

async function writeOwnCount(context: AttemptContext, exchange: TokenCountExchange): Promise<void> {
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

/** undefined: the provider has no such endpoint, or turned out to have none. */
async function askedProvider(
  context: AttemptContext,
  exchange: TokenCountExchange,
): Promise<StartedAnswer | undefined> {
  const { counting, provider } = exchange;
  const known = [counting, ...countings].find(({ pathName }) => provider.entry.paths[pathName] !== undefined);
  const path = known === undefined ? undefined : provider.entry.paths[known.pathName];
  if (known === undefined || path === undefined) return undefined;
  try {
    if (known === counting) return await passThrough(context, exchange, path);
    return await convert(context, exchange, known, path);
  } catch (error) {
    if (error instanceof UpstreamAnswerError && missingEndpointStatuses.has(error.status)) return undefined;
    throw error;
  }
}

async function passThrough(
  context: AttemptContext,
  { counting, body, provider, model }: TokenCountExchange,
  path: string,
): Promise<StartedAnswer> {
  const { format } = counting;
  const renamed = counting.renameModel?.(body.json, model);
  const settled = withoutReasoning(context, { body, format, provider, model });
  const bytes = counting.modelPlace === 'path' ? settled : spliceModel(settled, model);
  const answer = await sendToProvider(context, {
    path: forwardedPath(counting.upstreamPath(path, model), context.incoming.query),
    format,
    body: renamed === undefined ? bytes : JSON.stringify(renamed),
  });
  const headers = {
    ...forwardResponseHeaders(answer.headers),
    'content-type': answer.headers['content-type'] ?? 'application/json',
  };
  return {
    write: () =>
      passWholeThrough(context, answer.body, { provider: provider.id, codec: { format }, headers }),
  };
}

/** The client's bytes; without the settings of reasoning for a model that has none (`modelOverrides`). */
function withoutReasoning(
  { services, attempt }: AttemptContext,
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
  attempt.dropped = reasoningFields(format, body.json);
  return spliceEdits(body.bytes, reasoningEdits(format, body.json));
}

async function convert(
  context: AttemptContext,
  { counting, request, body: client, provider, model }: TokenCountExchange,
  upstream: TokenCounting,
  path: string,
): Promise<StartedAnswer> {
  const { format } = upstream;
  const target = { ...encodeTargetFor(provider, model), keepsSignatures: true };
  const body = JSON.stringify(encodedFor(upstream, target, request, client.json));
  const answer = await sendToProvider(context, {
    path: upstream.upstreamPath(path, model),
    format,
    body,
  });
  const tokens = await readCount(provider, upstream, answer);
  const headers = forwardResponseHeaders(answer.headers);
  return {
    write: async () => {
      context.progress.finished = true;
      await writeJson(context.client, 200, headers, counting.encodeCount(tokens));
    },
  };
}

function encodedFor(
  upstream: TokenCounting,
  target: EncodeTarget,
  request: ChatRequest,
  body: JsonObject,
): JsonObject {
  try {
    return upstream.encodeRequest(request, target);
  } catch (error) {
    throw placeForClient(error, request, body);
  }
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
