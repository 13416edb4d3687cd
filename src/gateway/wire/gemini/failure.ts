import type { StreamFailure } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** The failure that a chunk or a whole body reports (`{error: {code, message, status}}`); undefined when it reports none. */
export function failureIn(body: JsonObject): StreamFailure | undefined {
  const { error } = body;
  if (error === undefined || error === null || error === false || error === '') return undefined;
  if (!isObject(error)) return { type: 'api_error', message: asString(error) ?? JSON.stringify(error) };
  return {
    type: asString(error.status) ?? 'api_error',
    message: asString(error.message) ?? JSON.stringify(error),
    ...(typeof error.code === 'number' ? { code: String(error.code) } : {}),
  };
}
