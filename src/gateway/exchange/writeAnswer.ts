import { mergeUsage } from '../usage/mergeUsage.ts';
import { AnswerCollector } from '../wire/answerCollector.ts';
import { answerToEvents } from '../wire/answerToEvents.ts';
import type { AnswerCodec, AnswerContext, StreamFraming } from '../wire/codec.ts';
import type { StreamEvent, StreamFailure } from '../wire/exchange.ts';
import { reportedError } from './errorReport.ts';
import { textBytesOf } from './answerText.ts';
import { isContent } from './attempts/heldStart.ts';
import type { AttemptContext } from './attempts/startedAnswer.ts';
import { writeJson } from './writeJson.ts';

export interface AnswerWriting {
  readonly provider: string;
  /** The client's format. */
  readonly codec: AnswerCodec;
  readonly answerContext: AnswerContext;
  /** The provider's headers that go to the client. */
  readonly headers: Readonly<Record<string, string>>;
  /** Called when the client has its whole answer. The provider's body is still read to its end, so that its connection lives on. */
  readonly onFinished: () => void;
}

/** Batches of neutral events, as they arrive. */
export type EventBatches = AsyncIterable<readonly StreamEvent[]> | readonly (readonly StreamEvent[])[];

/** The head of a stream that is written here, by its framing. */
export const streamHeaders = {
  sse: { 'content-type': 'text/event-stream; charset=utf-8' },
  ndjson: { 'content-type': 'application/x-ndjson' },
  'json-array': { 'content-type': 'application/json; charset=utf-8' },
} as const satisfies Record<StreamFraming, Readonly<Record<string, string>>>;

/**
 * Writes an answer that had to be decoded in the client's format: as its stream, or collected into one object. Throws the failure
 * that the provider reported, and ClientGone.
 */
export async function writeAnswer(
  context: AttemptContext,
  batches: EventBatches,
  writing: AnswerWriting,
): Promise<void> {
  if (context.progress.stream) await writeStream(context, batches, writing);
  else await writeWhole(context, batches, writing);
}

async function writeStream(
  { client, progress, attempt, services }: AttemptContext,
  batches: EventBatches,
  { codec, answerContext, provider, headers, onFinished }: AnswerWriting,
): Promise<void> {
  const encoder = codec.createStreamEncoder(answerContext);
  client.failStream = encoder.fail?.bind(encoder);
  const framing = answerContext.framing ?? codec.framing;
  let textBytes = 0;
  attempt.countAnswerBy(() => textBytes);
  for await (const batch of batches) {
    if (progress.finished) continue;
    textBytes += textBytesOf(batch);
    let text = '';
    let failure: StreamFailure | undefined;
    for (const event of batch) {
      if (event.type === 'error') failure = event.failure;
      else text += encoder.encode(event);
      if (attempt.contentAtMs === undefined && isContent(event)) attempt.contentAtMs = services.clock.now();
      if (event.type === 'usage' || event.type === 'start')
        progress.usage = mergeUsage(progress.usage, event.usage);
    }
    // A failure that comes with the first bytes still gets its own status.
    if (text !== '' && (failure === undefined || client.headSent)) {
      client.beginStream({ ...headers, ...streamHeaders[framing] }, framing);
      await client.write(text);
    }
    if (failure !== undefined) throw reportedError(provider, failure);
    if (batch.at(-1)?.type === 'end') {
      progress.finished = true;
      await client.end();
      onFinished();
    }
  }
}

async function writeWhole(
  { client, progress, attempt, services }: AttemptContext,
  batches: EventBatches,
  { codec, answerContext, provider, headers }: AnswerWriting,
): Promise<void> {
  const collector = new AnswerCollector();
  for await (const batch of batches) {
    for (const event of batch) collector.add(event);
  }
  if (collector.failure !== undefined) throw reportedError(provider, collector.failure);
  attempt.contentAtMs ??= services.clock.now();
  progress.usage = collector.answer.usage;
  attempt.countAnswerBy(() => textBytesOf(answerToEvents(collector.answer)));
  progress.finished = true;
  await writeJson(client, 200, headers, codec.encodeAnswer(collector.answer, answerContext));
}
