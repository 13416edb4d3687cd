import { GatewayError } from '../../errors.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { FinishReason, NeutralAnswer, Usage } from '../exchange.ts';
import { asNumber, asString, type JsonObject } from '../json.ts';

/** A whole answer of `/infill`. Throws `provider_error` when the body is an error or no answer. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const text = asString(body.content);
  if (text === undefined) {
    throw new GatewayError(
      'provider_error',
      'llama.cpp answered something that is not an infill (it has no content).',
    );
  }
  const { reason, stopSequence } = finishOf(body);
  return {
    model: asString(body.model) || undefined,
    content: text === '' ? [] : [{ type: 'text', text }],
    finishReason: reason,
    ...(stopSequence === undefined ? {} : { stopSequence }),
    usage: usageOf(body),
  };
}

/** Why it stopped: `stop_type`, before that a flag each. */
export function finishOf(body: JsonObject): {
  readonly reason: FinishReason;
  readonly stopSequence?: string;
} {
  if (body.stop_type === 'limit' || body.stopped_limit === true) return { reason: 'length' };
  if (body.stop_type === 'word' || body.stopped_word === true) {
    return { reason: 'stopSequence', stopSequence: asString(body.stopping_word) };
  }
  return { reason: 'stop' };
}

/** The counts of a whole answer, or of a stream's last event. */
export function usageOf(body: JsonObject): Usage | undefined {
  const inputTokens = asNumber(body.tokens_evaluated);
  const outputTokens = asNumber(body.tokens_predicted);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { inputTokens, outputTokens };
}
