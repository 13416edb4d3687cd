import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import { parseObject } from '../wire/json.ts';
import { answerContext } from './answerContext.ts';
import type { AnswerPlan } from './answerPlan.ts';
import { StreamText } from './answerText.ts';
import { askProvider } from './askProvider.ts';
import { heldStart } from './attempts/heldStart.ts';
import type { AttemptContext, StartedAnswer } from './attempts/startedAnswer.ts';
import { type AnswerKind, classifyAnswer } from './classifyAnswer.ts';
import { contentMarks } from './contentMarks.ts';
import { noteStored } from './givenIds/noteStored.ts';
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

/** What is known of a provider's answer before any of it is written. */
interface AnswerInHand {
  readonly plan: AnswerPlan;
  readonly answer: UpstreamAnswer;
  readonly hidesUsage: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly kind: AnswerKind;
}

/**
 * Asks the attempt's provider; its answer is then written as its own bytes where the formats are the same, else converted.
 * @param holds see `AskProvider`
 */
export async function answerWithModel(
  context: AttemptContext,
  exchange: ModelExchange,
  holds: boolean,
): Promise<StartedAnswer> {
  const { attempt, progress, services } = context;
  const { plan, answer, hidesUsage } = await askProvider(context, exchange);
  const { start, chunks } = await startBody(answer.body);
  const codec = plan.kind === 'convert' ? plan.codec : exchange.route.codec;
  const found = classifyAnswer(answer.headers['content-type'], start);
  // A stream of one JSON object a line may come without the content type that says so.
  const isLines = found === 'json' && codec.framing === 'ndjson' && progress.stream;
  const kind = isLines ? 'ndjson' : found;
  const inHand = { plan, answer, hidesUsage, chunks, kind };
  if (!holds) return { write: () => writeProviderAnswer(context, exchange, inHand) };
  const mayBeEmpty = exchange.kind === 'completion';
  const held = await heldStart({ provider: exchange.provider.id, codec, kind, chunks, mayBeEmpty });
  attempt.contentAtMs = services.clock.now();
  return { write: () => writeProviderAnswer(context, exchange, { ...inHand, chunks: held }) };
}

/** Only an answer that is what was asked for, in the format that was asked in, passes through; any other is written anew. */
function writeProviderAnswer(
  context: AttemptContext,
  exchange: ModelExchange,
  inHand: AnswerInHand,
): Promise<void> {
  const { stream } = context.progress;
  const { plan, answer, chunks, kind } = inHand;
  const framing = streamFraming(context.incoming, exchange.route);
  const passes = plan.kind === 'pass-through' || plan.passesAnswer === true;
  if (passes && kind === framing && stream) {
    return passStreamThrough(context, exchange, inHand);
  }
  if (passes && kind === 'json' && !stream) {
    const headers = passedHeaders(answer, 'application/json');
    return passWholeThrough(context, chunks, {
      provider: exchange.provider.id,
      codec: exchange.route.codec,
      headers,
      onDocument: (document) => {
        noteStored(context, exchange, () => document);
      },
    });
  }
  return writeConverted(context, exchange, inHand);
}

async function passStreamThrough(
  context: AttemptContext,
  exchange: ModelExchange,
  { answer, chunks, hidesUsage }: AnswerInHand,
): Promise<void> {
  const { attempt, client, progress, services } = context;
  const { provider, route } = exchange;
  const framing = streamFraming(context.incoming, route);
  const tap = route.codec.createStreamTap();
  client.failStream = tap.fail?.bind(tap);
  const text = new StreamText(route.codec, framing);
  const stream = new PassThroughStream({
    provider: provider.id,
    client,
    progress,
    tap,
    framing,
    hidesUsage,
    onStart: ({ data }) => {
      noteStored(context, exchange, () => parseObject(data));
    },
    contentMark: contentMarks[route.format],
    onContent: () => {
      attempt.contentAtMs ??= services.clock.now();
      text.textBegan();
    },
    repair: provider.entry.repairs
      ? createStreamRepair(route.format, () => answerContext(context, exchange))
      : undefined,
    headers: passedHeaders(answer, streamHeaders[framing]['content-type']),
    onFinished: attempt.call.start,
  });
  attempt.countAnswerBy(() => text.bytes());
  for await (const chunk of chunks) {
    text.push(chunk);
    const written = stream.push(chunk);
    if (written !== undefined) await written;
  }
  await stream.end();
}

async function writeConverted(
  context: AttemptContext,
  exchange: ModelExchange,
  { plan, answer, chunks, kind }: AnswerInHand,
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
    onFinished: context.attempt.call.start,
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
