import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { startGateway, type StartedGateway } from '../helpers/startGateway.ts';

describe('GET /metrics', () => {
  let gateway: StartedGateway;
  afterEach(() => gateway.close());

  for (const path of ['/metrics', '/metrics/prometheus']) {
    it(`answers in Prometheus' text format at ${path}`, async () => {
      gateway = await startGateway({});
      const asked = await fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({ model: 'demo/echo', messages: [{ role: 'user', content: 'hello' }] }),
      });
      await asked.text();
      const answer = await fetch(gateway.url + path);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
      assert.match(
        await answer.text(),
        /^muxgate_requests_total\{endpoint="chat",client="[^"]*",outcome="answered",provider="demo",model="demo\/echo"\} 1$/m,
      );
    });
  }

  it('needs an access key where there are any', async () => {
    gateway = await startGateway({ accessKeys: ['a-key-of-some-length'] });
    assert.equal((await fetch(`${gateway.url}/metrics`)).status, 401);
    const headers = { authorization: 'Bearer a-key-of-some-length' };
    assert.equal((await fetch(`${gateway.url}/metrics`, { headers })).status, 200);
  });

  it('refuses other methods', async () => {
    gateway = await startGateway({});
    assert.equal((await fetch(`${gateway.url}/metrics`, { method: 'POST' })).status, 405);
  });
});
