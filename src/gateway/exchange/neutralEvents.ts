import type { AnswerCodec } from '../wire/codec.ts';
import { answerToEvents } from '../wire/answerToEvents.ts';
import type { StreamEvent } from '../wire/exchange.ts';
import { JsonArraySplitter } from '../wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../wire/ndjson/lineSplitter.ts';
import { joinTextDeltas, RepeatedDeltas } from '../wire/repeatedDeltas.ts';
import { type RawEvent, SseSplitter } from '../wire/sse/sseSplitter.ts';
import { notAnAnswer, parseAnswerDocument } from './answerDocument.ts';
import type { AnswerKind } from './classifyAnswer.ts';
import { readWhole } from './startedBody.ts';

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
      yield* decodedEvents(codec, new SseSplitter(), chunks);
      return;
    case 'ndjson':
      yield* decodedEvents(codec, new LineSplitter(), chunks);
      return;
    case 'json-array':
      yield* decodedEvents(codec, new JsonArraySplitter(), chunks);
      return;
    case 'json': {
      const document = parseAnswerDocument(provider, codec.format, await readWhole(chunks));
      yield answerToEvents(codec.decodeAnswer(document));
      return;
    }
    case 'html':
    case 'other':
      throw notAnAnswer(provider, kind);
  }
}

async function* decodedEvents(
  codec: AnswerCodec,
  splitter: EventSplitter,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  const decoder = new RepeatedDeltas(codec.createStreamDecoder());
  for await (const chunk of chunks) {
    const events = decodeAll(decoder, splitter.push(chunk));
    if (events.length > 0) yield events;
  }
  yield [...decodeAll(decoder, splitter.end()), ...decoder.end()];
}

function decodeAll(decoder: RepeatedDeltas, wireEvents: readonly RawEvent[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  for (const event of wireEvents) for (const decoded of decoder.push(event)) events.push(decoded);
  return joinTextDeltas(events);
}
