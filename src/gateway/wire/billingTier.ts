import type { Usage } from './exchange.ts';
import type { JsonValue } from './json.ts';

/** How a provider says it processed a request, where that is paid otherwise than usual. */
export type BillingTier = NonNullable<Usage['billingTier']>;

const tiers: ReadonlySet<unknown> = new Set<BillingTier>(['batch', 'flex', 'priority']);

/** The `service_tier` of an answer: beside OpenAI's usage, inside Anthropic's. The usual ones change no price and are left out. */
export function billingTierOf(serviceTier: JsonValue | undefined): Pick<Usage, 'billingTier'> {
  return isBillingTier(serviceTier) ? { billingTier: serviceTier } : {};
}

function isBillingTier(value: unknown): value is BillingTier {
  return tiers.has(value);
}
