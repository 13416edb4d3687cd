import { GatewayError } from '../../errors.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { decodeOutputItem } from './decodeOutput.ts';
import { failureIn } from './failure.ts';
import { decodeFinishReason } from './finish.ts';
import { decodeLogprobs } from './logprobs.ts';
import { decodeResponsesUsage } from './responsesUsage.ts';

/**
 * A whole `response` object of `POST /v1/responses`. Throws `provider_error` with the provider's words when the response
 * failed, and when the body is no response at all.
 */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  const failure = failureIn(body);
  if (failure !== undefined) throw new GatewayError('provider_error', failure.message);
  if (!Array.isArray(body.output)) {
    throw new GatewayError(
      'provider_error',
      'The provider answered something that is not a response (its output is no list of items).',
    );
  }
  const content = body.output.flatMap(decodeOutputItem);
  const holds = (type: NeutralPart['type']): boolean => content.some((part) => part.type === type);
  return {
    id: asString(body.id),
    model: asString(body.model),
    createdAtS: asNumber(body.created_at),
    content,
    finishReason: decodeFinishReason(body, { toolCall: holds('toolCall'), refusal: holds('refusal') }),
    usage: decodeResponsesUsage(body),
    logprobs: decodeLogprobs(body.output.flatMap(logprobsOf)),
  };
}

function logprobsOf(item: unknown): ReturnType<typeof asArray> {
  if (!isObject(item)) return [];
  return asArray(item.content).flatMap((part) => (isObject(part) ? asArray(part.logprobs) : []));
}
