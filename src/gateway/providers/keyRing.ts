import { defaultAccount } from '../../config/accountSchema.ts';
import { originOf } from './endpointUrl.ts';
import type { Provider, ProviderFailureKind } from './provider.ts';

/** A key of the editor's SecretStorage, bound to the origin for which it was entered. */
export interface StoredKey {
  readonly provider: string;
  readonly account: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly key: string;
}

export type KeyLookup =
  | { readonly key: string }
  /** A key is needed and there is none that may be sent; `message` says what to do. */
  | { readonly missing: ProviderFailureKind; readonly message: string }
  | { readonly notNeeded: true };

/** The keys that may be sent to providers. */
export class KeyRing {
  #keys: readonly StoredKey[] = [];

  /** Takes the keys of SecretStorage in place of all earlier ones. */
  replace(keys: readonly StoredKey[]): void {
    this.#keys = keys;
  }

  /**
   * The key for a provider: the configured one, else the stored one, which is given out for the origin alone that it was
   * entered for. Providers with `none` or `passthrough` need none of ours.
   */
  keyFor(provider: Provider): KeyLookup {
    const { auth, entry } = provider;
    if (auth === 'none' || auth === 'passthrough' || entry.needsKey === 'never') return { notNeeded: true };
    if (provider.configuredKey !== undefined) return { key: provider.configuredKey };
    const stored = this.#keys.find((key) => key.provider === provider.id && key.account === provider.account);
    const origin = originOf(provider.endpoint);
    if (stored !== undefined && stored.origin === origin) return { key: stored.key };
    if (stored !== undefined) {
      return {
        missing: 'key bound elsewhere',
        message: `The key of ${nameOf(provider)} was entered for ${stored.origin}, and its endpoint is now ${origin ?? 'no URL'}. Enter the key again to send it there.`,
      };
    }
    if (provider.missingVariable !== undefined) {
      return {
        missing: 'key missing',
        message: `The environment variable ${provider.missingVariable} of ${nameOf(provider)} is not set. Set it and start again, or enter a key.`,
      };
    }
    if (entry.needsKey === 'required' || typeof auth === 'object') {
      return { missing: 'key missing', message: `${nameOf(provider)} has no API key. Enter one.` };
    }
    return { notNeeded: true };
  }
}

/** `"anthropic"`, or which of its accounts. */
function nameOf({ id, account }: Provider): string {
  return account === defaultAccount ? `"${id}"` : `"${id}" (account "${account}")`;
}
