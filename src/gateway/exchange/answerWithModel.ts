import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { parseObject } from '../wire/json.ts';
import { answerContext } from './answerContext.ts';
import type { AnswerPlan } from './answerPlan.ts';
import { askProvider, type AskedProvider } from './askProvider.ts';
import { type AnswerKind, classifyAnswer } from './classifyAnswer.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import { noteStored } from './givenIds/noteStored.ts';
import { Linger } from './linger.ts';
import type { ModelExchange } from './modelExchange.ts';
import { neutralEvents } from './neutralEvents.ts';
import { PassThroughStream } from './passThroughStream.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import { createStreamRepair } from './repairs/createStreamRepair.ts';
import { keepingCodec, keepsResponses } from './responseStore/keepResponse.ts';
import type { StoredResponse } from './responseStore/responseStore.ts';
import { startBody } from './startedBody.ts';
import { streamFraming } from './streamFraming.ts';
import { streamHeaders, writeAnswer } from './writeAnswer.ts';

/** A stream whose provider is silent this long gets its head, so that clients and proxies do not give up. */
const earlyHeadMs = 60_000;

/** Asks the provider and writes its answer: bytes as they are where the formats are the same, else converted. */
export async function answerWithModel(context: ExchangeContext, exchange: ModelExchange): Promise<void> {
  const { client, progress, services } = context;
  const call = new Linger(services.clock, client.signal);
  const framing = streamFraming(context.incoming, exchange.route);
  if (progress.stream) client.beginStreamAfter(earlyHeadMs, streamHeaders[framing], framing);
  try {
    const asked = await askProvider(context, exchange, call.signal);
    await writeProviderAnswer(context, exchange, asked, call);
  } catch (error) {
    // What goes wrong behind the end of an answer takes nothing from it.
    if (!progress.finished) throw error;
  } finally {
    call.end();
  }
  await client.end();
}

/** Only an answer that is what was asked for, in the format that was asked in, passes through; any other is written anew. */
async function writeProviderAnswer(
  context: ExchangeContext,
  exchange: ModelExchange,
  { plan, answer }: AskedProvider,
  call: Linger,
): Promise<void> {
  const { stream } = context.progress;
  const { start, chunks } = await startBody(answer.body);
  const codec = plan.kind === 'convert' ? plan.codec : exchange.route.codec;
  const framing = streamFraming(context.incoming, exchange.route);
  const found = classifyAnswer(answer.headers['content-type'], start);
  // A stream of one JSON object a line may come without the content type that says so.
  const isLines = found === 'json' && codec.framing === 'ndjson' && stream;
  const kind = isLines ? 'ndjson' : found;
  const passes = plan.kind === 'pass-through' || plan.passesAnswer === true;
  if (passes && kind === framing && stream) {
    await passStreamThrough(context, exchange, { answer, chunks, call });
  } else if (passes && kind === 'json' && !stream) {
    const headers = passedHeaders(answer, 'application/json');
    await passWholeThrough(context, chunks, {
      provider: exchange.provider.id,
      codec: exchange.route.codec,
      headers,
      onDocument: (document) => {
        noteStored(context, exchange, () => document);
      },
    });
  } else {
    await writeConverted(context, exchange, plan, { answer, chunks, call, kind });
  }
}

interface AnswerInHand {
  readonly answer: UpstreamAnswer;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly call: Linger;
}

async function passStreamThrough(
  context: ExchangeContext,
  exchange: ModelExchange,
  { answer, chunks, call }: AnswerInHand,
): Promise<void> {
  const { client, progress } = context;
  const { provider, route } = exchange;
  const framing = streamFraming(context.incoming, route);
  const tap = route.codec.createStreamTap();
  client.failStream = tap.fail?.bind(tap);
  const stream = new PassThroughStream({
    provider: provider.id,
    client,
    progress,
    tap,
    framing,
    onStart: ({ data }) => {
      noteStored(context, exchange, () => parseObject(data));
    },
    repair: provider.entry.repairs
      ? createStreamRepair(route.format, () => answerContext(context, exchange))
      : undefined,
    headers: passedHeaders(answer, streamHeaders[framing]['content-type']),
    onFinished: call.start,
  });
  for await (const chunk of chunks) await stream.push(chunk);
  await stream.end();
}

async function writeConverted(
  context: ExchangeContext,
  exchange: ModelExchange,
  plan: AnswerPlan,
  { answer, chunks, call, kind }: AnswerInHand & { readonly kind: AnswerKind },
): Promise<void> {
  const { provider, route } = exchange;
  const { codec, transform } = plan.kind === 'convert' ? plan : { codec: route.codec };
  const isKept = plan.kind === 'pass-through' && keepsResponses({ provider, format: plan.format });
  const keep = (stored: StoredResponse): void => {
    if (isKept) noteStored(context, exchange, () => stored.response);
    else context.services.responses.keep(stored);
  };
  const events = neutralEvents(provider.id, codec, kind, chunks);
  await writeAnswer(context, transform === undefined ? events : transformed(events, transform), {
    provider: provider.id,
    codec: keepingCodec(route.codec, exchange.body, keep),
    answerContext: answerContext(context, exchange),
    headers: forwardResponseHeaders(answer.headers),
    onFinished: call.start,
  });
}

async function* transformed(
  batches: ReturnType<typeof neutralEvents>,
  transform: NonNullable<Extract<AnswerPlan, { kind: 'convert' }>['transform']>,
): ReturnType<typeof neutralEvents> {
  for await (const batch of batches) yield batch.flatMap(transform);
}

/** The provider's own headers, its content type among them. */
function passedHeaders({ headers }: UpstreamAnswer, defaultContentType: string): Record<string, string> {
  return {
    ...forwardResponseHeaders(headers),
    'content-type': headers['content-type'] ?? defaultContentType,
  };
}
