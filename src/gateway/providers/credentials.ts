import { GatewayError } from '../errors.ts';
import { accountHeaders } from '../upstream/forwardedHeaders.ts';
import type { KeyRing } from './keyRing.ts';
import type { Provider } from './provider.ts';

/** Who asks, as far as that decides about the client's own credentials. */
export interface CredentialCaller {
  /** The client's headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The recognised client, e.g. `claude-code`. */
  readonly client?: string;
  /** The client itself named this provider. */
  readonly named: boolean;
  /** Whether a key is one of Muxgate's own access keys. */
  readonly isAccessKey: (key: string) => boolean;
}

/**
 * The headers that identify us to the provider: its key, sent its type's way or in the header that the user named; with
 * `passthrough` the client's own. Everything else that the client sent as a credential stays here.
 * Throws GatewayError `provider_unavailable` when a needed key is missing, and `invalid_api_key` when passthrough is not
 * allowed for this caller or it brought no key of its own.
 */
export function credentialHeaders(
  provider: Provider,
  keyRing: KeyRing,
  caller: CredentialCaller,
): Record<string, string> {
  if (provider.auth === 'passthrough') return passedThrough(provider, caller);
  const lookup = keyRing.keyFor(provider);
  if ('notNeeded' in lookup) return {};
  if ('missing' in lookup) {
    throw new GatewayError('provider_unavailable', lookup.message, { details: { provider: provider.id } });
  }
  return keyHeaders(provider, lookup.key);
}

/** A key in the way that the provider wants it. */
export function keyHeaders(provider: Provider, key: string): Record<string, string> {
  if (typeof provider.auth === 'object') return { [provider.auth.header.toLowerCase()]: key };
  switch (provider.entry.keyStyle) {
    case 'bearer':
      return { authorization: `Bearer ${key}` };
    case 'x-api-key':
      return isAnthropicLogin(key) ? { authorization: `Bearer ${key}` } : { 'x-api-key': key };
    case 'x-goog-api-key':
      return { 'x-goog-api-key': key };
    case 'api-key':
      return isJwt(key) ? { authorization: `Bearer ${key}` } : { 'api-key': key };
    case 'none':
      return {};
  }
}

/** A token of `claude setup-token`, which is no API key (createLoginSend.ts adds what goes with it). */
function isAnthropicLogin(key: string): boolean {
  return key.startsWith('sk-ant-oat');
}

/** Azure takes its resource's key, or a token of Microsoft Entra, which is a JWT. */
function isJwt(key: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(key);
}

function passedThrough(provider: Provider, caller: CredentialCaller): Record<string, string> {
  const { client } = caller;
  const allowed = caller.named || (client !== undefined && provider.passthroughClients.includes(client));
  if (!allowed) {
    throw refusal(
      provider,
      `"${provider.id}" passes the client's own key on, but only when the client itself names "${provider.id}/…" as the model, or is listed in the provider's passthroughClients${client === undefined ? '' : ` (this one is "${client}")`}.`,
    );
  }
  const credential = clientCredential(provider, caller);
  if (credential === undefined) {
    throw refusal(
      provider,
      `"${provider.id}" passes the client's own key on, and the request has none. Set the provider's API key in the client.`,
    );
  }
  const account = accountHeaders.flatMap((name) => {
    const value = caller.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(account), ...credential };
}

/** The client's first credential that is not meant for Muxgate, in the header that the provider reads. */
function clientCredential(
  provider: Provider,
  { headers, isAccessKey }: CredentialCaller,
): Record<string, string> | undefined {
  const authorization = headers['authorization'];
  const token = authorization === undefined ? undefined : /^Bearer\s+(.+)$/i.exec(authorization)?.[1]?.trim();
  // Anthropic reads subscription tokens and keys alike as Bearer, so a Bearer token stays one.
  if (token !== undefined && token !== '' && !isAccessKey(token)) return { authorization: `Bearer ${token}` };
  const key = [headers['x-api-key'], headers['x-goog-api-key']].find(
    (candidate) => candidate !== undefined && candidate !== '' && !isAccessKey(candidate),
  );
  if (key === undefined) return undefined;
  switch (provider.entry.keyStyle) {
    case 'bearer':
      return { authorization: `Bearer ${key}` };
    case 'api-key':
      return { 'api-key': key };
    case 'x-goog-api-key':
      return { 'x-goog-api-key': key };
    case 'x-api-key':
    case 'none':
      return { 'x-api-key': key };
  }
}

function refusal(provider: Provider, message: string): GatewayError {
  return new GatewayError('invalid_api_key', message, { details: { provider: provider.id } });
}
