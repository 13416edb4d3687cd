import * as oauth from 'oauth4webapi';
import type { OAuthLogin } from '../../../config/accountSchema.ts';
import { GatewayError } from '../../errors.ts';
import { isLoopbackHost } from '../../upstream/loopback.ts';
import type { LoginFetch } from './loginFetch.ts';

/** What every call to an authorization server needs. */
export interface OAuthCall {
  readonly fetch: LoginFetch;
  readonly signal?: AbortSignal;
}

/** Where a login's endpoints are: as configured, the rest from its issuer's metadata (RFC 8414, OpenID Connect Discovery). */
export async function oauthServerOf(login: OAuthLogin, call: OAuthCall): Promise<oauth.AuthorizationServer> {
  const { authorizationEndpoint, tokenEndpoint, deviceAuthorizationEndpoint } = login;
  const configured = withoutUndefined({
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    device_authorization_endpoint: deviceAuthorizationEndpoint,
  });
  if (login.issuer === undefined) {
    if (tokenEndpoint === undefined) throw incomplete();
    return { issuer: new URL(tokenEndpoint).origin, ...configured };
  }
  return { ...(await discover(new URL(login.issuer), call)), ...configured };
}

async function discover(issuer: URL, call: OAuthCall): Promise<oauth.AuthorizationServer> {
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...optionsOf(issuer, call) });
  if (found.status === 200) return oauth.processDiscoveryResponse(issuer, found);
  const other = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...optionsOf(issuer, call) });
  return oauth.processDiscoveryResponse(issuer, other);
}

/** Plain http is for servers on this machine only. */
export function optionsOf(
  server: URL | string,
  { fetch, signal }: OAuthCall,
): { readonly [oauth.customFetch]: LoginFetch; readonly signal?: AbortSignal } {
  const isPlainAllowed = isLoopbackHost(new URL(server).hostname);
  const plain = isPlainAllowed ? { [oauth.allowInsecureRequests]: true } : {};
  return { [oauth.customFetch]: fetch, signal, ...plain };
}

function incomplete(): GatewayError {
  return new GatewayError(
    'provider_unavailable',
    'An OAuth login needs "issuer", or "authorizationEndpoint" and "tokenEndpoint".',
  );
}

function withoutUndefined<T extends Record<string, string | undefined>>(
  values: T,
): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
