/** How keys are laid out in SecretStorage: names and values, free of VS Code. */

/** A provider's key, bound to the origin that alone it may be sent to. */
export interface StoredKey {
  readonly provider: string;
  readonly account: string;
  /** `https://host[:port]` */
  readonly origin: string;
  readonly key: string;
}

/** The name under which the access keys are stored. */
export const accessKeysKey = 'muxgate.accessKeys';

const providerKeyPrefix = 'muxgate.providerKey/';

/** The name under which a provider's key is stored. Ids hold no slash, so the parts can be told apart again. */
export function providerKeyName(provider: string, account: string): string {
  return `${providerKeyPrefix}${provider}/${account}`;
}

/** Provider and account of a secret's name; undefined when it is not a provider's key. */
export function splitProviderKeyName(name: string): { provider: string; account: string } | undefined {
  if (!name.startsWith(providerKeyPrefix)) return undefined;
  const [provider, account, ...rest] = name.slice(providerKeyPrefix.length).split('/');
  if (provider === undefined || account === undefined || rest.length > 0) return undefined;
  return { provider, account };
}

/** Reads a stored provider key; undefined for one that is gone or not of our making. */
export function parseStoredKey(
  parts: { readonly provider: string; readonly account: string },
  text: string | undefined,
): StoredKey | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('key' in value) || !('origin' in value))
    return undefined;
  const { key, origin } = value;
  if (typeof key !== 'string' || typeof origin !== 'string') return undefined;
  return { provider: parts.provider, account: parts.account, origin, key };
}

/** Reads the stored access keys; a value that is not of our making counts as none. */
export function parseAccessKeys(text: string | undefined): string[] {
  const value = parseJson(text);
  if (!Array.isArray(value)) return [];
  return value.filter((key: unknown) => typeof key === 'string').filter((key) => key !== '');
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
