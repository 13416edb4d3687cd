import { GatewayError } from '../errors.ts';

/**
 * The error of an encoder that got what its format has no word for although `flattenTools` had to take it out before:
 * a mistake in Muxgate, never in a request. `what` names it in the plural.
 */
export function unflattened(what: string): GatewayError {
  return new GatewayError('internal_error', `Muxgate sent ${what} to a format that has none.`);
}
