import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { Gateway } from '../../../src/gateway/gateway.ts';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';
import { createLog } from '../../../src/gateway/log.ts';
import type { RenewedLogin } from '../../../src/gateway/providers/login/bearerTokens.ts';
import { formatLogin, parseLogin } from '../../../src/gateway/providers/login/loginTokens.ts';
import {
  closeServersAfterEach,
  type LoopbackServer,
  sendJson,
  serveHttp,
} from '../../helpers/loopbackServer.ts';
import { oauthClientId, type OAuthServer, startOAuthServer } from '../../helpers/oauthServer.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';

const redirectUri = 'http://127.0.0.1/callback';

describe('an account that signs in with OAuth', () => {
  closeServersAfterEach();
  let oauth: OAuthServer;
  const gateways: Gateway[] = [];

  before(async () => {
    oauth = await startOAuthServer({ redirectUris: [redirectUri] });
  });
  after(() => oauth.close());
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.close();
  });

  interface Started {
    readonly gateway: Gateway;
    readonly origin: string;
    readonly seen: string[];
    readonly renewed: RenewedLogin[];
    /** What a chat through the gateway answers with. */
    readonly ask: () => Promise<number>;
  }

  /** A gateway whose provider takes exactly the tokens of the authorization server that are good now. */
  async function start(options: {
    dataDir: string;
    now?: () => number;
    accepts?: (token: string) => Promise<boolean>;
  }): Promise<Started> {
    const { accepts = (token: string) => oauth.isGood(token) } = options;
    const seen: string[] = [];
    const upstream: LoopbackServer = await serveHttp((request, response) => {
      request.resume();
      const token: string = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      void accepts(token).then((isGood: boolean) => {
        if (request.method === 'POST') seen.push(token);
        if (isGood)
          sendJson(response, {
            id: 'c',
            object: 'chat.completion',
            model: 'm',
            choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'hello' } }],
          });
        else sendJson(response, { error: { message: 'bad token', type: 'authentication_error' } }, 401);
      });
    });
    const renewed: RenewedLogin[] = [];
    const gateway = new Gateway({
      version: 'test',
      dataDir: options.dataDir,
      env: {},
      log: createLog(
        () => undefined,
        () => 'error',
      ),
      now: options.now ?? Date.now,
      onChange: () => undefined,
      onLoginRenewed: (login) => renewed.push(login),
    });
    gateways.push(gateway);
    const login = {
      type: 'oauth',
      issuer: oauth.issuer,
      clientId: oauthClientId,
      scopes: ['openid'],
    };
    const value = {
      providers: {
        corp: {
          type: 'openai-compatible',
          endpoint: `${upstream.origin}/v1`,
          models: ['m'],
          accounts: { work: { login } },
        },
      },
      workspaces: { default: { model: 'corp/m' } },
    };
    gateway.configure(
      resolveConfig([{ kind: 'file', value }], { env: {}, trusted: true, confirmedWorkspaces: [] }),
    );
    const server = gateway.createServer();
    const { port } = await server.listen('127.0.0.1', 0);
    const ask = async (): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'hello' }] }),
      });
      await response.text();
      return response.status;
    };
    return { gateway, origin: upstream.origin, seen, renewed, ask };
  }

  async function signIn({ gateway }: Started): Promise<string> {
    const provider = gateway.services().providerFor('corp', 'work');
    assert.ok(provider);
    const { id, url } = await gateway.signIns.beginInBrowser(provider, redirectUri);
    const callbackUrl = await oauth.signInAsUser(url);
    const finished = await gateway.signIns.finish(id, callbackUrl, AbortSignal.timeout(5000));
    gateway.setKeys([{ provider: 'corp', account: 'work', origin: finished.origin, key: finished.key }]);
    return finished.key;
  }

  it('says what to do while it is not signed in', async () => {
    const started = await start({ dataDir: temporaryFolder() });
    assert.equal(await started.ask(), 503);
    assert.deepEqual(started.seen, []);
  });

  it('signs in through the browser, and its token goes as Bearer', async () => {
    const started = await start({ dataDir: temporaryFolder() });
    const key = await signIn(started);
    assert.equal(await started.ask(), 200);
    assert.deepEqual(started.seen, [parseLogin(key).accessToken]);
  });

  it('refuses an answer that is not of the sign-in that was begun', async () => {
    const { gateway } = await start({ dataDir: temporaryFolder() });
    const provider = gateway.services().providerFor('corp', 'work');
    assert.ok(provider);
    const { id } = await gateway.signIns.beginInBrowser(provider, redirectUri);
    await assert.rejects(
      gateway.signIns.finish(id, `${redirectUri}?code=stolen&state=another`, AbortSignal.timeout(5000)),
      /sign-in went wrong/,
    );
  });

  it('renews a token that is about to end, once for all parallel requests', async () => {
    const started = await start({ dataDir: temporaryFolder() });
    const login = parseLogin(await signIn(started));
    const ending = formatLogin({ ...login, expiresAtMs: Date.now() + 60_000 });
    started.gateway.setKeys([{ provider: 'corp', account: 'work', origin: started.origin, key: ending }]);
    const before = oauth.refreshCount();
    const statuses = await Promise.all([started.ask(), started.ask(), started.ask(), started.ask()]);
    assert.deepEqual(statuses, [200, 200, 200, 200]);
    assert.equal(oauth.refreshCount() - before, 1);
    assert.equal(started.renewed.length, 1);
    assert.equal(new Set(started.seen).size, 1);
    assert.notEqual(started.seen[0], login.accessToken);
    assert.equal(parseLogin(started.renewed[0]?.key ?? '').accessToken, started.seen[0]);
  });

  it('renews a token that the provider refuses, and asks again once', async () => {
    const refused = new Set<string>();
    const started = await start({
      dataDir: temporaryFolder(),
      accepts: (token) => Promise.resolve(!refused.has(token)),
    });
    const login = parseLogin(await signIn(started));
    refused.add(login.accessToken);
    assert.equal(await started.ask(), 200);
    const last = started.seen.at(-1) ?? '';
    assert.notEqual(last, login.accessToken);
    assert.ok(await oauth.isGood(last));
  });

  it('gives the refusal to the client when a new token is refused too', async () => {
    const started = await start({ dataDir: temporaryFolder(), accepts: () => Promise.resolve(false) });
    await signIn(started);
    assert.equal(await started.ask(), 401);
    // The model list may have renewed the token already.
    assert.ok(started.seen.length === 1 || started.seen.length === 2);
  });

  it('is renewed by one of two windows, and the other takes up the result', async () => {
    const dataDir = temporaryFolder();
    const [one, two] = [
      await start({ dataDir }),
      await start({ dataDir, accepts: (token) => oauth.isGood(token) }),
    ];
    const login = parseLogin(await signIn(one));
    const ending = formatLogin({ ...login, expiresAtMs: Date.now() + 60_000 });
    one.gateway.setKeys([{ provider: 'corp', account: 'work', origin: one.origin, key: ending }]);
    const before = oauth.refreshCount();
    assert.equal(await one.ask(), 200);
    two.gateway.setKeys([{ provider: 'corp', account: 'work', origin: two.origin, key: ending }]);
    const waiting = two.ask();
    const handed = one.renewed[0];
    assert.ok(handed);
    // What the secret storage does between windows.
    two.gateway.setKeys([{ ...handed, origin: two.origin }]);
    assert.equal(await waiting, 200);
    assert.equal(oauth.refreshCount() - before, 1);
    assert.equal(two.seen[0], one.seen[0]);
  });

  it('says to sign in again when the authorization server has ended the login', async () => {
    const started = await start({ dataDir: temporaryFolder() });
    const key = formatLogin({ accessToken: 'old', refreshToken: 'unknown', expiresAtMs: Date.now() - 1 });
    started.gateway.setKeys([{ provider: 'corp', account: 'work', origin: started.origin, key }]);
    assert.equal(await started.ask(), 503);
    assert.deepEqual(started.seen, []);
  });
});
