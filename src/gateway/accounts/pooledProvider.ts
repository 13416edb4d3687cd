import { type AccountConfig, defaultAccount } from '../../config/accountSchema.ts';
import type { EffectiveConfig, EffectiveProvider } from '../../config/effectiveConfig.ts';
import type { OrderStrategy } from '../../config/routeSchema.ts';
import { type Account, accountKey } from './account.ts';
import type { AccountCandidate } from './accountPool.ts';
import type { LimitSet } from './limits/limitSet.ts';
import { accountFlatRate, isFlatProvider } from '../usage/money/flatRate.ts';

/** The credential of an account, as far as the pool needs to know it. */
export interface AccountCredential {
  /** Differs when key or endpoint do; kept in memory alone. undefined: the clients send their own. */
  readonly identity: string | undefined;
  /** Why it cannot be sent; undefined: it can, or none is needed. */
  readonly missing?: string;
  /** Nothing that is sent there leaves this machine. */
  readonly local: boolean;
}

/** An account with what the pool keeps of it. */
export interface PooledAccount {
  readonly account: Account;
  /** `anthropic:work` */
  readonly key: string;
  readonly credential: AccountCredential;
  /** The limits that apply to it: its own, its provider's and the total ones; none that says nothing. */
  readonly sets: readonly LimitSet[];
  /** What is returned while nothing stands in its way. */
  readonly ready: AccountCandidate;
}

/** A provider's accounts. */
export interface PooledProvider {
  readonly id: string;
  readonly strategy: OrderStrategy;
  /** In the order written. */
  readonly accounts: readonly PooledAccount[];
  /** Those that may answer, by priority. */
  readonly usable: readonly PooledAccount[];
  /** What `candidates` answers where there is one account and nothing stands in its way. */
  readonly single: readonly AccountCandidate[] | undefined;
}

/** What pooling a provider needs to know besides its configuration. */
export interface PoolingSources {
  credential(provider: string, account: string): AccountCredential;
  /** The limits of an owner, with what was counted already; undefined when nothing limits it. */
  limitSet(owner: string, limits: EffectiveConfig['limits'] | undefined): LimitSet | undefined;
}

/** A provider's accounts by its configuration. One without `accounts` has the account `default`. */
export function poolProvider(
  provider: EffectiveProvider,
  config: Pick<EffectiveConfig, 'limits'>,
  sources: PoolingSources,
): PooledProvider {
  const { id } = provider;
  const shared = [
    sources.limitSet(id, provider.limits),
    sources.limitSet('all providers together', config.limits),
  ];
  const accounts = Object.entries(provider.accounts ?? { [defaultAccount]: {} }).map(
    ([accountId, accountConfig]): PooledAccount => {
      const credential = sources.credential(id, accountId);
      const account = toAccount(provider, accountId, accountConfig, credential.local);
      const key = accountKey(account);
      return {
        account,
        key,
        credential,
        sets: [sources.limitSet(key, account.limits), ...shared].filter((set) => set !== undefined),
        ready: { account, standing: { state: 'active' }, readyAtMs: 0 },
      };
    },
  );
  const enabled = accounts.filter(({ account }) => account.enabled);
  const withKey = enabled.filter(({ credential }) => credential.missing === undefined);
  const usable = withKey.toSorted((a, b) => a.account.priority - b.account.priority);
  return {
    id,
    strategy: provider.accountStrategy ?? 'priority',
    accounts,
    usable,
    single: usable.length === 1 ? usable.map(({ ready }) => ready) : undefined,
  };
}

function toAccount(owner: EffectiveProvider, id: string, config: AccountConfig, isLocal: boolean): Account {
  const { id: provider, name: providerName = provider } = owner;
  const { name, enabled, priority, weight, limits, monthlyBudgetUsd } = config;
  return {
    provider,
    id,
    name: name ?? (id === defaultAccount ? providerName : id),
    enabled: enabled ?? true,
    priority: priority ?? 0,
    weight: weight ?? 1,
    limits: limits ?? {},
    monthlyBudgetUsd,
    flatRate: accountFlatRate(config) ?? (isLocal || isFlatProvider(owner)),
  };
}
