import { GatewayError } from '../../errors.ts';
import { chatUsageOf, decodeChatUsage } from '../chat/chatUsage.ts';
import { throwIfFailed } from '../chat/failure.ts';
import { decodeFinishReason } from '../chat/finishReason.ts';
import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { completionFinishReason } from './textStreamEncoder.ts';

/** A whole `text_completion`, its first choice. Throws `provider_error` when the body is an error or no completion. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const choice = asArray(body.choices)[0];
  const text = isObject(choice) ? asString(choice.text) : undefined;
  if (!isObject(choice) || text === undefined) {
    throw new GatewayError(
      'provider_error',
      'The provider answered something that is not a completion (it has no choices with a text).',
    );
  }
  return {
    id: asString(body.id) || undefined,
    model: asString(body.model) || undefined,
    createdAtS: asNumber(body.created) || undefined,
    content: text === '' ? [] : [{ type: 'text', text }],
    finishReason: decodeFinishReason(asString(choice.finish_reason), false),
    usage: decodeChatUsage(body.usage),
    logprobs: choice.logprobs ?? undefined,
  };
}

/** A whole answer as a `text_completion`: its text alone. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  return {
    id: answer.id ?? context.id,
    object: 'text_completion',
    created: answer.createdAtS ?? context.createdAtS,
    model: answer.model ?? context.model,
    choices: [
      {
        index: 0,
        text: answerText(answer),
        logprobs: answer.logprobs ?? null,
        finish_reason: completionFinishReason(answer.finishReason),
      },
    ],
    ...(answer.usage === undefined ? {} : { usage: chatUsageOf(answer.usage) }),
  };
}

/** All text of an answer, the only thing of it that a completion can hold. */
export function answerText(answer: NeutralAnswer): string {
  return answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
