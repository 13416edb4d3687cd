import type { KeyRing } from '../providers/keyRing.ts';
import type { Provider } from '../providers/provider.ts';
import type { AccountCredential } from './pooledProvider.ts';

/** The credential of a provider that is bound to an account. */
export function accountCredential(provider: Provider | undefined, keyRing: KeyRing): AccountCredential {
  if (provider === undefined)
    return { identity: '', missing: 'The account is not configured.', local: false };
  const { local, endpoint, auth } = provider;
  const lookup = keyRing.keyFor(provider);
  return {
    identity: auth === 'passthrough' ? undefined : JSON.stringify([endpoint, lookup]),
    missing: 'missing' in lookup ? lookup.message : undefined,
    local,
  };
}
