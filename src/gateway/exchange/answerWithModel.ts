import { UpstreamAnswerError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import type { Provider } from '../providers/provider.ts';
import { estimateTokens } from '../usage/countTokens.ts';
import type { AnswerCodec, AnswerContext, EncodeTarget } from '../wire/codec.ts';
import type { ChatRequest, CompletionRequest } from '../wire/exchange.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import { type AnswerPlan, planChat, planCompletion, planMiddle } from './answerPlan.ts';
import { classifyAnswer } from './classifyAnswer.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import { Linger } from './linger.ts';
import type { ChatRoute, CompletionRoute } from './modelRoutes.ts';
import { neutralEvents } from './neutralEvents.ts';
import { PassThroughStream } from './passThroughStream.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import { forwardedPath } from './forwardedPath.ts';
import { createStreamRepair } from './repairs/createStreamRepair.ts';
import type { RequestBody } from './requestBody.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { startBody } from './startedBody.ts';
import { writeAnswer } from './writeAnswer.ts';

/** A stream whose provider is silent this long gets its head, so that clients and proxies do not give up. */
const earlyHeadMs = 60_000;
const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };

interface DecidedRequest {
  readonly body: RequestBody;
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
}

/** A chat or completion request whose provider is decided. */
export type ModelExchange = DecidedRequest &
  (
    | { readonly kind: 'chat'; readonly route: ChatRoute; readonly request: ChatRequest }
    | { readonly kind: 'completion'; readonly route: CompletionRoute; readonly request: CompletionRequest }
  );

/** Asks the provider and writes its answer: bytes as they are where the formats are the same, else converted. */
export async function answerWithModel(context: ExchangeContext, exchange: ModelExchange): Promise<void> {
  const { client, progress, services } = context;
  const call = new Linger(services.clock);
  if (progress.stream) client.beginStreamAfter(earlyHeadMs, eventStream);
  try {
    const { plan, answer } = await askProvider(context, exchange, call.signal);
    await writeProviderAnswer(context, exchange, plan, answer, call);
  } catch (error) {
    if (!call.expired) throw error;
  } finally {
    call.end();
  }
  await client.end();
}

/** A completion that the provider turns out not to have is asked for as a chat. */
async function askProvider(
  context: ExchangeContext,
  exchange: ModelExchange,
  signal: AbortSignal,
): Promise<{ plan: AnswerPlan; answer: UpstreamAnswer }> {
  const target = targetOf(context, exchange);
  const { provider } = exchange;
  if (exchange.kind === 'chat') {
    const plan = planChat(exchange.route.codec, exchange.request, exchange.body.json, provider, target);
    return { plan, answer: await send(context, exchange, plan, signal) };
  }
  const { request } = exchange;
  const plan = planCompletion(exchange.route.codec, request, provider, target);
  try {
    return { plan, answer: await send(context, exchange, plan, signal) };
  } catch (error) {
    if (!isChatOnly(error) || request.promptList !== undefined) throw error;
    const chatPlan = planMiddle(request, provider, target);
    return { plan: chatPlan, answer: await send(context, exchange, chatPlan, signal) };
  }
}

/** The provider has no such endpoint, or OpenAI's "This is a chat model and not supported in the v1/completions endpoint". */
function isChatOnly(error: unknown): boolean {
  if (!(error instanceof UpstreamAnswerError)) return false;
  return (
    [404, 405, 501].includes(error.status) || (error.status === 400 && error.message.includes('chat model'))
  );
}

function targetOf({ services }: ExchangeContext, { provider, model, request }: ModelExchange): EncodeTarget {
  const listed = services.listedModels(provider.id).find(({ id }) => id === model);
  // Signatures are made by Anthropic's models alone; a history that holds others is told by `mustReencode`.
  const keepsSignatures = request.kind === 'chat' && provider.entry.nativeChatFormat === 'messages';
  return { ...encodeTargetFor(provider, model, listed), keepsSignatures };
}

function send(
  context: ExchangeContext,
  { route, body, provider, model }: ModelExchange,
  plan: AnswerPlan,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  if (plan.kind === 'convert') {
    const { path, codec, request } = plan;
    return sendToProvider(context, {
      provider,
      path,
      format: codec.format,
      body: JSON.stringify(request.body),
      signal,
    });
  }
  const path = forwardedPath(plan.path, context.incoming.query);
  return sendToProvider(context, {
    provider,
    path,
    format: route.format,
    body: spliceModel(body.bytes, model),
    signal,
  });
}

async function writeProviderAnswer(
  context: ExchangeContext,
  exchange: ModelExchange,
  plan: AnswerPlan,
  answer: UpstreamAnswer,
  linger: Linger,
): Promise<void> {
  const { client, progress } = context;
  const { route, provider } = exchange;
  if (plan.kind === 'convert') progress.dropped = plan.request.dropped;
  const contentType = answer.headers['content-type'];
  const { start, chunks } = await startBody(answer.body);
  const kind = classifyAnswer(contentType, start);
  const headers = forwardResponseHeaders(answer.headers);

  if (plan.kind === 'pass-through' && kind === 'sse' && progress.stream) {
    const stream = new PassThroughStream({
      provider: provider.id,
      client,
      progress,
      tap: route.codec.createStreamTap(),
      repair: provider.entry.repairs
        ? createStreamRepair(route.format, () => answerContext(context, exchange))
        : undefined,
      headers: { ...headers, 'content-type': contentType ?? eventStream['content-type'] },
      onFinished: linger.start,
    });
    for await (const chunk of chunks) await stream.push(chunk);
    await stream.end();
    return;
  }
  if (plan.kind === 'pass-through' && kind === 'json' && !progress.stream) {
    await passWholeThrough(context, chunks, {
      provider: provider.id,
      codec: route.codec,
      headers: { ...headers, 'content-type': contentType ?? 'application/json' },
    });
    return;
  }
  const codec = plan.kind === 'convert' ? plan.codec : route.codec;
  const isLines = kind === 'json' && codec.framing === 'ndjson' && progress.stream;
  const events = neutralEvents(provider.id, codec, isLines ? 'ndjson' : kind, chunks);
  await writeAnswer(context, plan.kind === 'convert' ? transformed(events, plan) : events, {
    provider: provider.id,
    codec: route.codec,
    answerContext: answerContext(context, exchange, plan),
    headers,
    onFinished: linger.start,
  });
}

async function* transformed(
  batches: ReturnType<typeof neutralEvents>,
  plan: Extract<AnswerPlan, { kind: 'convert' }>,
): ReturnType<typeof neutralEvents> {
  for await (const batch of batches) yield batch.flatMap((event) => plan.transform(event));
}

/** Facts of the request that shape how its answer is written. */
export function answerContext(
  { incoming, services }: ExchangeContext,
  { route, request, model }: Pick<ModelExchange, 'route' | 'request' | 'model'>,
  plan?: AnswerPlan,
): AnswerContext {
  return {
    id: `${route.idPrefix}${incoming.requestId}`,
    model,
    createdAtS: Math.floor(services.clock.now() / 1000),
    includeUsage: request.includeUsage,
    estimatedInputTokens: estimatedInput(route.codec, request),
    restoreToolName: plan?.kind === 'convert' ? plan.restoreToolName : (name) => name,
  };
}

/** Only Anthropic's format says the input tokens before the provider has counted them. */
function estimatedInput(codec: AnswerCodec, request: ChatRequest | CompletionRequest): number {
  return codec.format === 'messages' && request.kind === 'chat' ? estimateTokens(request) : 0;
}
