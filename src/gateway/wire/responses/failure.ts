import type { StreamFailure } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';

/**
 * The failure that an event or a whole response reports: an `error` event (flat, as documented, or with a nested `error`, as
 * OpenAI really sends it), a failed or cancelled response, or a bare `error` object. Undefined when it reports none.
 */
export function failureIn(body: JsonObject): StreamFailure | undefined {
  if (isObject(body.error)) return describe(body.error);
  if (typeof body.error === 'string' && body.error !== '') return { type: 'api_error', message: body.error };
  if (body.type === 'error') return describe(body);
  if (body.status === 'failed' || body.status === 'cancelled') return unexplainedFailure;
  return undefined;
}

/** Of a response that failed or was cancelled without a word. */
export const unexplainedFailure: StreamFailure = {
  type: 'api_error',
  message: 'The provider’s response failed; it does not say why.',
};

/** Response errors have a code and no type: `rate_limit_exceeded`, `insufficient_quota`, `server_error`. */
function describe(error: JsonObject): StreamFailure {
  const code = typeof error.code === 'number' ? String(error.code) : asString(error.code);
  const type = asString(error.type);
  return {
    type: type === undefined || type === 'error' ? 'api_error' : type,
    message: asString(error.message) ?? 'The provider reported an error without saying which.',
    ...(code === undefined ? {} : { code }),
  };
}
