import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeServersAfterEach, sendJson, serveHttp } from '../../helpers/loopbackServer.ts';
import { oauthClientId, type OAuthServer, startOAuthServer } from '../../helpers/oauthServer.ts';
import { runCli } from '../../helpers/runCli.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';

describe('muxgate login', function () {
  this.timeout(20_000);
  closeServersAfterEach();
  const dataDir = temporaryFolder();
  let oauth: OAuthServer;
  before(async () => {
    oauth = await startOAuthServer();
  });
  after(() => oauth.close());

  it('signs in through a redirect to loopback, and a running gateway takes it up', async () => {
    const upstream = await serveHttp((request, response) => {
      request.resume();
      const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      void oauth.isGood(token).then((isGood) => {
        if (!isGood) sendJson(response, { error: { message: 'bad token' } }, 401);
        else if (request.method === 'GET')
          sendJson(response, { object: 'list', data: [{ id: 'm', object: 'model' }] });
        else
          sendJson(response, {
            id: 'c',
            object: 'chat.completion',
            choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'hello' } }],
          });
      });
    });
    const login = { type: 'oauth', issuer: oauth.issuer, clientId: oauthClientId, scopes: ['openid'] };
    const config = join(dataDir, 'muxgate.json');
    writeFileSync(
      config,
      JSON.stringify({
        providers: {
          corp: {
            type: 'openai-compatible',
            endpoint: `${upstream.origin}/v1`,
            accounts: { work: { login } },
          },
        },
        workspaces: { default: { model: 'corp/m' } },
      }),
    );
    const serving = await runCli(['serve', '--config', config, '--port', '0', '--data', dataDir], {});
    const address = await serving.address();
    const ask = async (): Promise<number> => {
      const response = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'hello' }] }),
      });
      await response.text();
      return response.status;
    };
    try {
      assert.equal(await ask(), 503);

      const signingIn = await runCli(['login', 'corp', 'work', '--config', config, '--data', dataDir], {});
      await signingIn.firstLine();
      while (!signingIn.stdout.includes(oauth.issuer)) {
        await new Promise((resolve) => signingIn.process.stdout.once('data', resolve));
      }
      const url = /^http\S+$/m.exec(signingIn.stdout)?.[0] ?? '';
      const callback = await oauth.signInAsUser(url);
      assert.equal((await fetch(callback)).status, 200);
      assert.equal(await signingIn.exitCode(), 0, signingIn.stderr);

      const file = join(dataDir, 'logins.json');
      assert.equal(statSync(file).mode & 0o077, 0);
      assert.ok(readFileSync(file, 'utf8').includes('"corp"'));
      let status = await ask();
      // The running gateway sees the file a moment after it was written.
      while (status === 503) status = await ask();
      assert.equal(status, 200);
    } finally {
      serving.process.kill('SIGTERM');
      await serving.exitCode();
    }
  });

  it('says what is missing for an account that does not sign in', async () => {
    const config = join(dataDir, 'plain.json');
    writeFileSync(config, JSON.stringify({ providers: { openai: { type: 'openai' } } }));
    const run = await runCli(['login', 'openai', '--config', config, '--data', dataDir], {});
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /has no "login"/);
  });
});
