import type { AccountStatus, GatewayStatus, ProviderStatus } from '../../protocol/status.ts';

/** An account that signs in instead of having a key. */
export interface SignInAccount {
  readonly provider: ProviderStatus;
  readonly account: AccountStatus & { readonly login: NonNullable<AccountStatus['login']> };
}

/** The accounts that sign in, those that have to come first. */
export function accountsToSignIn({ providers }: GatewayStatus): SignInAccount[] {
  const accounts = providers.flatMap((provider) =>
    (provider.accounts ?? []).flatMap(({ login, ...account }) =>
      login === undefined ? [] : [{ provider, account: { ...account, login } }],
    ),
  );
  const isOut = ({ account }: SignInAccount): boolean =>
    account.state === 'key missing' || account.state === 'key rejected';
  return accounts.sort((a, b) => Number(isOut(b)) - Number(isOut(a)));
}

/** The account that a link names; undefined when it names none. */
export function namedAccount(
  accounts: readonly SignInAccount[],
  argument: unknown,
): SignInAccount | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const named = argument as Record<string, unknown>;
  return accounts.find(
    ({ provider, account }) => provider.id === named['provider'] && account.id === named['account'],
  );
}
