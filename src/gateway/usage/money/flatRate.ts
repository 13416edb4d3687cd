import type { AccountConfig } from '../../../config/accountSchema.ts';
import type { EffectiveProvider } from '../../../config/effectiveConfig.ts';
import type { ProviderType } from '../../../config/schema.ts';

/** Types whose use is paid by the month, or not at all. */
const flatTypes: readonly ProviderType[] = ['openai-subscription', 'ollama-cloud', 'demo'];
/** Endpoints of coding plans, which are paid by the month: `api.z.ai/api/coding/paas/v4`, `api.kimi.com/coding`. */
const planEndpoint = /\/coding(?:\/|$)/;

/** Whether an account's requests cost nothing by themselves; a vendor's own login is a subscription. undefined: it does not say. */
export function accountFlatRate(account: AccountConfig | undefined): boolean | undefined {
  const isVendorLogin = account?.login !== undefined && account.login.type !== 'oauth';
  return account?.flatRate ?? (isVendorLogin ? true : undefined);
}

/** Whether all of a provider is paid by the month, or not at all. */
export function isFlatProvider({ type, endpoint }: Pick<EffectiveProvider, 'type' | 'endpoint'>): boolean {
  return flatTypes.includes(type) || (endpoint !== undefined && planEndpoint.test(endpoint));
}
