import { AnswerCollector } from '../../src/gateway/wire/answerCollector.ts';
import type { NeutralAnswer, StreamEvent, StreamFailure } from '../../src/gateway/wire/exchange.ts';

/** The whole answer of a stream, without the fields that are undefined, and what broke it off. */
export function collectAnswer(events: readonly StreamEvent[]): {
  answer: NeutralAnswer;
  failure: StreamFailure | undefined;
} {
  const collector = new AnswerCollector();
  for (const event of events) collector.add(event);
  const answer = JSON.parse(JSON.stringify(collector.answer)) as NeutralAnswer;
  return { answer, failure: collector.failure };
}
