import assert from 'node:assert/strict';
import { beginDeviceSignIn, type OAuthContext } from '../../../src/gateway/providers/login/oauthFlows.ts';
import { oauthClientId, type OAuthServer, startOAuthServer } from '../../helpers/oauthServer.ts';

describe('a sign-in with a code', () => {
  let oauth: OAuthServer;
  before(async () => {
    oauth = await startOAuthServer();
  });
  after(() => oauth.close());

  /** Calls `onWait` instead of waiting for the next time to ask. */
  function context(onWait: () => Promise<void>): OAuthContext {
    return { fetch: (url, options) => fetch(url, options), now: Date.now, wait: onWait };
  }

  function login() {
    return {
      type: 'oauth' as const,
      issuer: oauth.issuer,
      clientId: oauthClientId,
      scopes: ['openid'],
    };
  }

  it('asks until the user has typed the code in', async () => {
    let asked = 0;
    const flow = await beginDeviceSignIn(
      login(),
      context(async () => {
        asked++;
        if (asked === 3) await oauth.typeCodeIn(flow.userCode);
      }),
    );
    assert.ok(flow.url.startsWith(`${oauth.issuer}/device`));
    const tokens = await flow.finish(new AbortController().signal);
    assert.equal(asked, 3);
    assert.ok(await oauth.isGood(tokens.accessToken));
    assert.ok(tokens.refreshToken !== undefined && (tokens.expiresAtMs ?? 0) > Date.now());
  });

  it('ends when it is cancelled', async () => {
    const flow = await beginDeviceSignIn(
      login(),
      context(() => Promise.reject(new Error('cancelled'))),
    );
    await assert.rejects(flow.finish(AbortSignal.abort()), /cancelled/);
  });

  it('says where a server offers none', async () => {
    const { tokenEndpoint, authorizationEndpoint } = {
      tokenEndpoint: `${oauth.issuer}/token`,
      authorizationEndpoint: `${oauth.issuer}/auth`,
    };
    await assert.rejects(
      beginDeviceSignIn(
        { type: 'oauth', clientId: oauthClientId, tokenEndpoint, authorizationEndpoint },
        context(() => Promise.resolve()),
      ),
      /offers no device codes/,
    );
  });
});
