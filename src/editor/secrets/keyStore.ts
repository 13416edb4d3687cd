import type * as vscode from 'vscode';
import {
  accessKeysKey,
  parseAccessKeys,
  parseStoredKey,
  providerKeyName,
  splitProviderKeyName,
} from './keyFormat.ts';
import type { StoredKey } from './keyFormat.ts';

/** VS Code's secret storage. */
export interface Secrets extends Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'> {
  onDidChange(listener: (event: { readonly key: string }) => unknown): { dispose(): unknown };
}

/**
 * The one owner of Muxgate's secrets: a key per provider and account, bound to the origin it was entered for, and the
 * access keys that clients need. VS Code keeps them encrypted on the user's own machine, also with a remote.
 */
export class KeyStore {
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** Calls the listener when a secret changes, in this window or another. */
  onDidChange(listener: () => void): { dispose(): unknown } {
    return this.#secrets.onDidChange(({ key }) => {
      if (key === accessKeysKey || splitProviderKeyName(key) !== undefined) listener();
    });
  }

  /** Every stored provider key. */
  async keys(): Promise<StoredKey[]> {
    const names = await this.#secrets.keys();
    const stored = await Promise.all(names.map((name) => this.#read(name)));
    return stored.filter((key) => key !== undefined);
  }

  /**
   * Stores a provider's key, replacing an older one.
   * @param secret the key, and the origin (`https://host[:port]`) that alone it may be sent to
   */
  async setKey(
    provider: string,
    secret: { readonly key: string; readonly origin: string },
    account = 'default',
  ): Promise<void> {
    await this.#secrets.store(
      providerKeyName(provider, account),
      JSON.stringify({ key: secret.key, origin: secret.origin }),
    );
  }

  /** Forgets the key of one account of a provider, or the keys of all. */
  async deleteKeys(provider: string, account?: string): Promise<void> {
    const names = await this.#secrets.keys();
    const own = names.filter((name) => {
      const parts = splitProviderKeyName(name);
      return parts?.provider === provider && (account === undefined || parts.account === account);
    });
    await Promise.all(own.map((name) => this.#secrets.delete(name)));
  }

  /** The keys of which every request to the gateway needs one; none set means that none is needed. */
  async accessKeys(): Promise<string[]> {
    return parseAccessKeys(await this.#secrets.get(accessKeysKey));
  }

  /** Replaces the access keys; an empty list removes the need for one. */
  async setAccessKeys(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) await this.#secrets.delete(accessKeysKey);
    else await this.#secrets.store(accessKeysKey, JSON.stringify(keys));
  }

  async #read(name: string): Promise<StoredKey | undefined> {
    const parts = splitProviderKeyName(name);
    if (parts === undefined) return undefined;
    return parseStoredKey(parts, await this.#secrets.get(name));
  }
}
