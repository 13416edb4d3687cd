import { GatewayError } from '../errors.ts';

/** The inbound half of a format that only providers speak: throws `internal_error`. `whose`: `Cohere’s`. */
export function upstreamOnly(whose: string): () => never {
  return () => {
    throw new GatewayError('internal_error', `Muxgate is not asked in ${whose} format.`);
  };
}
