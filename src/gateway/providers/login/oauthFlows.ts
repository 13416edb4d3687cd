import * as oauth from 'oauth4webapi';
import type { OAuthLogin } from '../../../config/accountSchema.ts';
import { GatewayError } from '../../errors.ts';
import { LoginExpired } from './loginExpired.ts';
import { type LoginTokens, tokensOf } from './loginTokens.ts';
import { type OAuthCall, oauthServerOf, optionsOf } from './oauthServer.ts';

export interface OAuthContext extends OAuthCall {
  /** ms since 1970. */
  readonly now: () => number;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  readonly wait: (delayMs: number, signal?: AbortSignal) => Promise<void>;
}

/** A sign-in that goes on in the user's browser. */
export interface BrowserSignIn {
  /** To be opened there. */
  readonly url: string;
  /** @param callbackUrl where the browser was sent back to, its query included */
  finish(callbackUrl: string): Promise<LoginTokens>;
}

/** Authorization code with PKCE (RFC 7636) for a public client. Throws GatewayError. */
export async function beginBrowserSignIn(
  login: OAuthLogin,
  redirectUri: string,
  context: OAuthContext,
): Promise<BrowserSignIn> {
  const server = await naming(() => oauthServerOf(login, context));
  if (server.authorization_endpoint === undefined) throw lacks('an authorization endpoint');
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(server.authorization_endpoint);
  const parameters: Record<string, string> = {
    client_id: login.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...scopeOf(login),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const client: oauth.Client = { client_id: login.clientId };
  return {
    url: url.href,
    finish: (callbackUrl) =>
      naming(async () => {
        const answer = oauth.validateAuthResponse(server, client, new URL(callbackUrl), state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          oauth.None(),
          answer,
          redirectUri,
          verifier,
          optionsOf(tokenEndpointOf(server), context),
        );
        return tokensOf(
          await oauth.processAuthorizationCodeResponse(server, client, response),
          context.now(),
        );
      }),
  };
}

/** A sign-in with a code that the user types in on any device (RFC 8628). */
export interface DeviceSignIn {
  readonly url: string;
  readonly userCode: string;
  /** Asks until the user has agreed; throws GatewayError when he does not, or not in time. */
  finish(signal: AbortSignal): Promise<LoginTokens>;
}

/** Throws GatewayError. */
export async function beginDeviceSignIn(login: OAuthLogin, context: OAuthContext): Promise<DeviceSignIn> {
  const server = await naming(() => oauthServerOf(login, context));
  if (server.device_authorization_endpoint === undefined) throw lacks('device codes');
  const client: oauth.Client = { client_id: login.clientId };
  const device = await naming(async () => {
    const response = await oauth.deviceAuthorizationRequest(
      server,
      client,
      oauth.None(),
      scopeOf(login),
      optionsOf(tokenEndpointOf(server), context),
    );
    return oauth.processDeviceAuthorizationResponse(server, client, response);
  });
  const poll = async (signal: AbortSignal): Promise<LoginTokens> => {
    const endsAtMs = context.now() + device.expires_in * 1000;
    let intervalS = device.interval ?? 5;
    while (context.now() < endsAtMs) {
      await context.wait(intervalS * 1000, signal);
      try {
        const response = await oauth.deviceCodeGrantRequest(
          server,
          client,
          oauth.None(),
          device.device_code,
          optionsOf(tokenEndpointOf(server), { ...context, signal }),
        );
        return tokensOf(await oauth.processDeviceCodeResponse(server, client, response), context.now());
      } catch (error) {
        const word = error instanceof oauth.ResponseBodyError ? error.error : undefined;
        if (word !== 'authorization_pending' && word !== 'slow_down') throw error;
        if (word === 'slow_down') intervalS += 5;
      }
    }
    throw new GatewayError('provider_unavailable', 'The code has expired before it was typed in.');
  };
  return {
    url: device.verification_uri_complete ?? device.verification_uri,
    userCode: device.user_code,
    finish: (signal) => naming(() => poll(signal)),
  };
}

/** New tokens for a refresh token (RFC 6749, section 6). Throws LoginExpired when it is no longer good, else GatewayError. */
export async function refreshLogin(
  login: OAuthLogin,
  refreshToken: string,
  context: OAuthContext,
): Promise<LoginTokens> {
  return naming(async () => {
    const server = await oauthServerOf(login, context);
    const client: oauth.Client = { client_id: login.clientId };
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      optionsOf(tokenEndpointOf(server), context),
    );
    const answer = await oauth.processRefreshTokenResponse(server, client, response);
    return tokensOf(answer, context.now(), refreshToken);
  });
}

function scopeOf({ scopes }: OAuthLogin): { scope?: string } {
  const scope = [scopes ?? []].flat().join(' ').trim();
  return scope === '' ? {} : { scope };
}

function tokenEndpointOf({ token_endpoint, issuer }: oauth.AuthorizationServer): string {
  return token_endpoint ?? issuer;
}

function lacks(what: string): GatewayError {
  return new GatewayError('provider_unavailable', `The authorization server offers no ${what}.`);
}

/** What the library throws, as an error that says what the server said; never a token. */
async function naming<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) {
      const text = `${error.error}${error.error_description === undefined ? '' : `: ${error.error_description}`}`;
      if (error.error === 'invalid_grant')
        throw new LoginExpired(`The authorization server refuses: ${text}`, error);
      throw new GatewayError('provider_unavailable', `The authorization server refuses: ${text}`, {
        cause: error,
      });
    }
    if (error instanceof oauth.AuthorizationResponseError) {
      const text = `${error.error}${error.error_description === undefined ? '' : `: ${error.error_description}`}`;
      throw new GatewayError('provider_unavailable', `The sign-in was not granted: ${text}`, {
        cause: error,
      });
    }
    if (error instanceof oauth.OperationProcessingError || error instanceof TypeError) {
      throw new GatewayError('provider_unavailable', `The sign-in went wrong: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
}
