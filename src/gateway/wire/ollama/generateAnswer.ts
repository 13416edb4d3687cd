import { GatewayError } from '../../errors.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { FinishReason, NeutralAnswer, Usage } from '../exchange.ts';
import { asNumber, asString } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** A whole answer of `/api/generate`. Throws `provider_error` when the body is an error or no answer. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const text = asString(body.response);
  if (text === undefined) {
    throw new GatewayError(
      'provider_error',
      'Ollama answered something that is not a completion (it has no response).',
    );
  }
  return {
    model: asString(body.model),
    createdAtS: createdAtOf(body),
    content: text === '' ? [] : [{ type: 'text', text }],
    finishReason: finishReasonOf(body),
    usage: usageOf(body),
  };
}

/** The counts of a whole answer, or of a stream's last line. */
export function usageOf(body: JsonObject): Usage | undefined {
  const inputTokens = asNumber(body.prompt_eval_count);
  const outputTokens = asNumber(body.eval_count);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { inputTokens, outputTokens };
}

/** The neutral reason of `done_reason` (`stop`, `length`, `load`, `unload`). */
export function finishReasonOf(body: JsonObject): FinishReason {
  return body.done_reason === 'length' ? 'length' : 'stop';
}

/** `created_at`, an ISO time, in seconds since 1970. */
export function createdAtOf(body: JsonObject): number | undefined {
  const milliseconds = Date.parse(asString(body.created_at) ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
