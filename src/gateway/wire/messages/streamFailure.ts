import type { StreamFailure } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** The failure of an error event, in Anthropic's shape or in any other that has a message somewhere. */
export function failureOf(body: JsonObject): StreamFailure {
  const error = isObject(body.error) ? body.error : body;
  const text =
    asString(body.error) ?? asString(error.message) ?? 'The provider reported an error without saying which.';
  const type = asString(error.type);
  return {
    type: type === undefined || type === 'error' ? 'api_error' : type,
    message: text,
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
  };
}
