import type { Signature, WireFormat } from '../../src/gateway/wire/exchange.ts';

/** A signature, by default Anthropic's. */
export function signatureOf(data: string, format: WireFormat = 'messages'): Signature {
  return { format, data };
}
