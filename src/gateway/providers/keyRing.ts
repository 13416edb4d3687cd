import { type AccountLogin, defaultAccount } from '../../config/accountSchema.ts';
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
  /** Logins that were renewed here, by the text before: what was read before they were stored must not bring it back. */
  readonly #renewed = new Map<string, string>();

  /** Takes the keys of SecretStorage in place of all earlier ones. */
  replace(keys: readonly StoredKey[]): void {
    this.#keys = keys.map((stored) => ({ ...stored, key: this.#renewed.get(stored.key) ?? stored.key }));
  }

  /** Puts a renewed login in the place of the one before. @returns what is to be stored; undefined when there was none */
  renew(provider: Provider, key: string): StoredKey | undefined {
    const before = this.#keys.find((stored) => isOf(stored, provider));
    if (before === undefined) return undefined;
    const after = { ...before, key };
    this.#renewed.clear();
    this.#renewed.set(before.key, key);
    this.#keys = this.#keys.map((stored) => (stored === before ? after : stored));
    return after;
  }

  /**
   * The key for a provider: the configured one, else the stored one, which is given out for the origin alone that it was
   * entered for. Providers with `none` or `passthrough` need none of ours.
   */
  keyFor(provider: Provider): KeyLookup {
    const { auth, entry, login } = provider;
    if (login !== undefined) return this.#loginOf(provider, login);
    if (auth === 'none' || auth === 'passthrough' || entry.needsKey === 'never') return { notNeeded: true };
    const stored = this.#find(provider);
    if (stored !== undefined) return stored;
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

  /** What an account that signs in has stored. */
  storedFor(provider: Provider): Exclude<KeyLookup, { readonly notNeeded: true }> {
    return (
      this.#find(provider) ?? {
        missing: 'key missing',
        message: `${nameOf(provider)} is not signed in. Run "Muxgate: Sign In" or \`muxgate login ${provider.id} ${provider.account}\`.`,
      }
    );
  }

  /** Its token is not for a header yet: the sender asks for it (login/). */
  #loginOf(provider: Provider, login: AccountLogin): KeyLookup {
    const isElsewhere = login.type === 'codex' || (login.type !== 'oauth' && login.file !== undefined);
    if (isElsewhere) return { notNeeded: true };
    const stored = this.storedFor(provider);
    return 'key' in stored ? { notNeeded: true } : stored;
  }

  #find(provider: Provider): Exclude<KeyLookup, { readonly notNeeded: true }> | undefined {
    if (provider.configuredKey !== undefined) return { key: provider.configuredKey };
    const stored = this.#keys.find((key) => isOf(key, provider));
    if (stored === undefined) return undefined;
    const origin = originOf(provider.endpoint);
    if (stored.origin === origin) return { key: stored.key };
    return {
      missing: 'key bound elsewhere',
      message: `The key of ${nameOf(provider)} was entered for ${stored.origin}, and its endpoint is now ${origin ?? 'no URL'}. Enter the key again to send it there.`,
    };
  }
}

function isOf({ provider, account }: StoredKey, of: Provider): boolean {
  return provider === of.id && account === of.account;
}

/** `"anthropic"`, or which of its accounts. */
function nameOf({ id, account }: Provider): string {
  return account === defaultAccount ? `"${id}"` : `"${id}" (account "${account}")`;
}
