import type { EncodedRequest } from '../wire/codec.ts';
import type { WireFormat } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { applyQuirks } from '../wire/quirks/applyQuirks.ts';
import { mayChange } from '../wire/quirks/mayChange.ts';
import { plainModelName } from './encodeTarget.ts';
import type { Provider } from './provider.ts';

/**
 * A request that was written for a provider, as the provider takes it; what its quirks take away is added to `dropped`.
 * @throws GatewayError `invalid_request` for what can neither be sent nor left out
 */
export function withQuirks(
  encoded: EncodedRequest,
  { entry: { quirks = [] } }: Provider,
  format: WireFormat,
  model: string,
): EncodedRequest {
  if (quirks.length === 0) return encoded;
  const { body, lost } = applyQuirks(encoded.body, quirks, { format, model: plainModelName(model) });
  return { ...encoded, body, dropped: [...new Set([...encoded.dropped, ...lost])] };
}

/**
 * A client's own body with what the provider would refuse outright put right; undefined when it may go as it is, which it
 * nearly always may.
 * @param words the marked words that stand in the body; undefined: nobody has looked for them
 * @throws GatewayError `invalid_request` for what can neither be sent nor left out
 */
export function repairedBody(
  body: JsonObject,
  { entry: { quirks = [] } }: Provider,
  format: WireFormat,
  model: string,
  words?: ReadonlySet<string>,
): EncodedRequest | undefined {
  const needed = quirks.filter(
    ({ always, change }) => always === true && (words === undefined || mayChange(change, words)),
  );
  if (needed.length === 0) return undefined;
  const quirked = applyQuirks(body, needed, { format, model: plainModelName(model), passesThrough: true });
  return quirked.isChanged ? { body: quirked.body, dropped: quirked.lost } : undefined;
}
