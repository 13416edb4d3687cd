import { GatewayError } from '../../errors.ts';
import type { StreamFailure } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * The failure that a chunk or a whole body of a 200 answer reports: a top-level `error` (object or text), an error in its
 * first choice or a finish_reason `error` (OpenRouter), vLLM's `object: "error"`, or FastAPI's `detail`. Undefined when it reports none.
 */
export function failureIn(body: JsonObject): StreamFailure | undefined {
  if (isReported(body.error)) return describe(body.error);
  if (body.object === 'error') return describe(body);
  const choice = Array.isArray(body.choices) ? body.choices[0] : undefined;
  if (isObject(choice) && isReported(choice.error)) return describe(choice.error);
  if (isObject(choice) && choice.finish_reason === 'error') return endedByError;
  if (body.choices === undefined && isReported(body.detail)) return describe(body.detail);
  return undefined;
}

/** Throws `provider_error` with the provider's words when the body of a 200 answer reports an error. */
export function throwIfFailed(body: JsonObject): void {
  const failure = failureIn(body);
  if (failure !== undefined) throw new GatewayError('provider_error', failure.message);
}

/** A body that ended before the answer did. */
export const truncatedStream: StreamFailure = {
  type: 'truncated_stream',
  message: 'The provider’s stream broke off before its end.',
};

/** A body that ended properly and held no answer at all. */
export const emptyStream: StreamFailure = {
  type: 'empty_stream',
  message: 'The provider’s stream ended without an answer.',
};

const endedByError: StreamFailure = {
  type: 'api_error',
  message: 'The provider ended its answer with an error.',
};

function isReported(error: JsonValue | undefined): error is JsonValue {
  return error !== undefined && error !== null && error !== false && error !== '';
}

function describe(error: JsonValue): StreamFailure {
  if (!isObject(error)) {
    return { type: 'api_error', message: typeof error === 'string' ? error : JSON.stringify(error) };
  }
  const code = typeof error.code === 'number' ? String(error.code) : asString(error.code);
  return {
    type: asString(error.type) ?? 'api_error',
    message: asString(error.message) ?? JSON.stringify(error),
    ...(code === undefined ? {} : { code }),
  };
}
