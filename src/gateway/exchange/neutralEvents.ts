import type { AnswerCodec } from '../wire/codec.ts';
import { answerToEvents } from '../wire/answerToEvents.ts';
import type { StreamEvent } from '../wire/exchange.ts';
import { JsonArraySplitter } from '../wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../wire/ndjson/lineSplitter.ts';
import { joinTextDeltas, RepeatedDeltas } from '../wire/repeatedDeltas.ts';
import { type RawEvent, SseSplitter } from '../wire/sse/sseSplitter.ts';
import { notAnAnswer } from './answerDocument.ts';
import type { AnswerKind } from './classifyAnswer.ts';
import { readWhole } from './startedBody.ts';
import { WholeBody } from './wholeBody.ts';

interface EventSplitter {
  push(bytes: Uint8Array): RawEvent[];
  end(): RawEvent[];
}

/**
 * A provider's answer, stream or whole, as neutral events, in batches as they arrive. Ends with `end` or `error`; throws
 * the error of an answer that is no answer.
 * @param kind what the body is (classifyAnswer.ts), whatever was asked for
 */
export async function* neutralEvents(
  provider: string,
  codec: AnswerCodec,
  kind: AnswerKind,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  switch (kind) {
    case 'sse':
      yield* decodedSse(codec, chunks);
      return;
    case 'ndjson':
      yield* decodedEvents(codec, new LineSplitter(), chunks);
      return;
    case 'json-array':
      yield* decodedEvents(codec, new JsonArraySplitter(), chunks);
      return;
    case 'json': {
      const body = chunks instanceof WholeBody ? chunks : new WholeBody(await readWhole(chunks));
      yield answerToEvents(codec.decodeAnswer(body.document(provider, codec.format)));
      return;
    }
    case 'html':
    case 'other':
      throw notAnAnswer(provider, kind);
  }
}

/** Server-sent events, read many at a time where their line ends allow it. */
async function* decodedSse(
  codec: AnswerCodec,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  const decoder = codec.createStreamDecoder();
  const repeated = new RepeatedDeltas(decoder);
  const splitter = new SseSplitter();
  for await (const chunk of chunks) {
    const skimmed = splitter.skim(chunk);
    const events =
      skimmed === undefined
        ? joinTextDeltas(splitter.push(chunk).flatMap((event) => repeated.push(event)))
        : repeated.decode(skimmed.raw.toString());
    if (events.length > 0) yield events;
  }
  yield [...splitter.end().flatMap((event) => decoder.push(event)), ...decoder.end()];
}

async function* decodedEvents(
  codec: AnswerCodec,
  splitter: EventSplitter,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  const decoder = codec.createStreamDecoder();
  for await (const chunk of chunks) {
    const events = splitter.push(chunk).flatMap((event) => decoder.push(event));
    if (events.length > 0) yield joinTextDeltas(events);
  }
  yield [...splitter.end().flatMap((event) => decoder.push(event)), ...decoder.end()];
}
