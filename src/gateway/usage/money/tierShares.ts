import type { ProviderType } from '../../../config/schema.ts';
import type { BillingTier } from '../../wire/billingTier.ts';

/** What a way of processing costs of the normal rates of tokens: 0.5 is half. */
export type TierShares = Partial<Readonly<Record<BillingTier, number>>>;

/**
 * The data set has rates of normal processing alone. Sources: developers.openai.com/api/docs/guides/flex-processing (at the rates of
 * batches, which cost half), learn.microsoft.com/azure/foundry/openai/how-to/flex-processing, platform.claude.com/docs batch
 * processing, console.groq.com/docs/batch and /flex-processing (priced as on demand).
 */
const sharesByType: Partial<Readonly<Record<ProviderType, TierShares>>> = {
  openai: { batch: 0.5, flex: 0.5 },
  codex: { batch: 0.5, flex: 0.5 },
  'azure-openai': { batch: 0.5, flex: 0.5 },
  anthropic: { batch: 0.5 },
  groq: { batch: 0.5, flex: 1 },
};

/** What a type of provider takes for other than normal processing; what is not in it is not known. */
export function tierSharesOf(type: ProviderType): TierShares | undefined {
  return sharesByType[type];
}
