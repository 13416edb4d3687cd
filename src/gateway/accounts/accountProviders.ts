import { defaultAccount } from '../../config/accountSchema.ts';
import type { EffectiveProvider } from '../../config/effectiveConfig.ts';
import { createProvider } from '../providers/createProvider.ts';
import type { KeyRing } from '../providers/keyRing.ts';
import type { Provider } from '../providers/provider.ts';

/** A configured provider, bound to each of its accounts. */
export interface AccountProviders {
  /** Asked where no account was chosen, for the model list for example: the first enabled account that has its key. */
  readonly primary: Provider;
  /** Who may be asked for the model list: the enabled accounts that have their key; without any the first enabled one. */
  readonly listing: readonly Provider[];
  /** By account, disabled ones included, in the order written. */
  readonly byAccount: ReadonlyMap<string, Provider>;
  /** An enabled account has its key, or needs none. */
  readonly usable: boolean;
}

/** Binds a provider to its accounts. It is local only when nothing that is sent to any of them leaves this machine. */
export function accountProviders(
  config: EffectiveProvider,
  env: NodeJS.ProcessEnv,
  keyRing: KeyRing,
): AccountProviders {
  const ids = config.accounts === undefined ? [defaultAccount] : Object.keys(config.accounts);
  const bound = ids.map((id) => createProvider(config, env, id));
  const local = bound.every((provider) => provider.local);
  const providers = bound.map((provider) => (provider.local === local ? provider : { ...provider, local }));
  const enabled = providers.filter(({ account }) => config.accounts?.[account]?.enabled !== false);
  const ready = enabled.filter((provider) => !('missing' in keyRing.keyFor(provider)));
  return {
    primary: ready[0] ?? enabled[0] ?? providers[0] ?? createProvider(config, env),
    listing: ready.length > 0 ? ready : enabled.slice(0, 1),
    byAccount: new Map(providers.map((provider) => [provider.account, provider])),
    usable: ready.length > 0,
  };
}
