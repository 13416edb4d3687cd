import { GatewayError } from '../../errors.ts';
import { AnswerCollector } from '../answerCollector.ts';
import type { NeutralAnswer } from '../exchange.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { GeminiStreamDecoder } from './streamDecoder.ts';

/**
 * A whole `GenerateContentResponse`, its first candidate. Throws `provider_error` when the body is an error, a call that the model
 * garbled, or no answer of this format.
 */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  if (!Array.isArray(body.candidates) && !isObject(body.promptFeedback) && body.error === undefined) {
    throw new GatewayError(
      'provider_error',
      'The provider answered something that is not a Gemini answer (it has no candidates).',
    );
  }
  const decoder = new GeminiStreamDecoder();
  const collector = new AnswerCollector();
  for (const event of [...decoder.read(body), ...decoder.end()]) collector.add(event);
  if (collector.failure !== undefined) throw new GatewayError('provider_error', collector.failure.message);
  return collector.answer;
}
