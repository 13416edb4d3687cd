import { answerToEvents } from '../answerToEvents.ts';
import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { ResponseWriter } from './responseWriter.ts';

/** A whole answer as a `response` object: what the stream of the same answer would end with. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  const writer = new ResponseWriter(context);
  for (const event of answerToEvents(answer)) writer.push(event);
  return writer.response;
}
