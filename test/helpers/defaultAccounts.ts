import { defaultAccount } from '../../src/config/accountSchema.ts';
import type { AccountCandidate, AccountLease, AccountPool } from '../../src/gateway/accounts/accountPool.ts';
import type { Account } from '../../src/gateway/accounts/account.ts';

const lease: AccountLease = {
  headCame: () => undefined,
  succeeded: () => undefined,
  failed: () => undefined,
  released: () => undefined,
};

/** One account a provider, always ready and without limits: what a provider without `accounts` has. */
export class DefaultAccounts implements AccountPool {
  readonly waiting = 0;
  readonly #candidates = new Map<string, readonly AccountCandidate[]>();

  accounts(provider: string): readonly Account[] {
    return this.#of(provider).map(({ account }) => account);
  }

  candidates(target: { readonly provider: string }): readonly AccountCandidate[] {
    return this.#of(target.provider);
  }

  acquire(): Promise<AccountLease> {
    return Promise.resolve(lease);
  }

  standings(): ReturnType<AccountPool['standings']> {
    return [];
  }

  onChange(): void {
    // Nothing ever changes.
  }

  #of(provider: string): readonly AccountCandidate[] {
    const known = this.#candidates.get(provider);
    if (known !== undefined) return known;
    const account: Account = {
      provider,
      id: defaultAccount,
      name: provider,
      enabled: true,
      priority: 0,
      weight: 1,
      limits: {},
      flatRate: false,
    };
    const candidates = [{ account, standing: { state: 'active' }, readyAtMs: 0 }] as const;
    this.#candidates.set(provider, candidates);
    return candidates;
  }
}
