import assert from 'node:assert/strict';
import { ConnectionOwners } from '../../src/gateway/http/access/connectionOwners.ts';
import { connectTo, type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

function codeOf(answer: ReceivedAnswer): unknown {
  return (answer.json() as { error: { code: unknown } }).error.code;
}

describe('who may call', () => {
  let gateway: StartedGateway;

  afterEach(() => gateway.close());

  describe('without access keys', () => {
    beforeEach(async () => {
      gateway = await startGateway({ allowedHosts: ['gpu-box.lan'] });
    });

    it('a foreign Host is refused, in the shape of the client (DNS rebinding)', async () => {
      const answer = await send(`${gateway.url}/v1/models`, { headers: { host: 'evil.com:8989' } });
      assert.equal(answer.status, 403);
      assert.equal(codeOf(answer), 'forbidden_host');
      assert.match(answer.text, /evil\.com/);
      const anthropic = await send(`${gateway.url}/v1/messages`, { headers: { host: 'evil.com' }, body: {} });
      assert.equal((anthropic.json() as { type: unknown }).type, 'error');
    });

    it('a configured Host is served', async () => {
      assert.equal(
        (await send(`${gateway.url}/health`, { headers: { host: 'gpu-box.lan:8989' } })).status,
        200,
      );
    });

    for (const origin of ['https://evil.com', 'null', 'vscode-webview://1', 'http://localhost:3000']) {
      it(`the Origin ${origin} is refused, on preflights too, and nothing allows it to read answers`, async () => {
        for (const method of ['GET', 'OPTIONS']) {
          const answer = await send(`${gateway.url}/v1/models`, { method, headers: { origin } });
          assert.equal(answer.status, 403);
          assert.equal(codeOf(answer), 'forbidden_origin');
          const cors = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
          assert.deepEqual(cors, []);
        }
      });
    }

    it('a cross-site fetch without Origin is refused', async () => {
      const answer = await send(`${gateway.url}/health`, { headers: { 'sec-fetch-site': 'cross-site' } });
      assert.equal(answer.status, 403);
    });

    it('any API key is accepted', async () => {
      assert.equal(
        (await send(`${gateway.url}/v1/models`, { headers: { 'x-api-key': 'whatever' } })).status,
        200,
      );
    });
  });

  describe('with access keys', () => {
    beforeEach(async () => {
      gateway = await startGateway({ accessKeys: ['first-key', 'second-key'] });
    });

    it('one is needed on every route but /health', async () => {
      for (const path of ['/', '/v1/models', '/v1/models/auto', '/v1/nothing', '/w/x/v1/models']) {
        const answer = await send(gateway.url + path);
        assert.equal(answer.status, 401, path);
        assert.equal(codeOf(answer), 'invalid_api_key');
      }
      const chat = await send(`${gateway.url}/v1/chat/completions`, { body: {} });
      assert.equal(chat.status, 401);
      assert.equal((await send(`${gateway.url}/muxgate/explain`, { body: {} })).status, 401);
      assert.equal((await send(`${gateway.url}/health`)).status, 200);
    });

    it('a missing one is told of in the shape of the client', async () => {
      const answer = await send(`${gateway.url}/v1/messages`, { body: {} });
      assert.equal(answer.status, 401);
      const body = answer.json() as { type: unknown; error: { type: unknown } };
      assert.deepEqual([body.type, body.error.type], ['error', 'authentication_error']);
    });

    it('it may stand in any of the usual places', async () => {
      const places: Record<string, string>[] = [
        { authorization: 'Bearer first-key' },
        { 'x-api-key': 'second-key' },
        { 'x-goog-api-key': 'first-key' },
        { authorization: 'Bearer wrong', 'x-api-key': 'first-key' },
      ];
      for (const headers of places) {
        assert.equal((await send(`${gateway.url}/v1/models`, { headers })).status, 200);
      }
      assert.equal((await send(`${gateway.url}/v1/models?key=second-key`)).status, 200);
    });

    it('a wrong one is refused, without being repeated', async () => {
      const answer = await send(`${gateway.url}/v1/models`, {
        headers: { authorization: 'Bearer first-ke' },
      });
      assert.equal(answer.status, 401);
      assert.doesNotMatch(answer.text, /first-ke/);
    });
  });

  describe('other users of the machine', () => {
    /** A table as the kernel would show it to a process of user 1000, the client's end belonging to `uid`. */
    function ownersSeeing(uid: number): { owners: ConnectionOwners; reads: () => number } {
      let reads = 0;
      const owners = new ConnectionOwners(1000, () => {
        reads++;
        const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');
        const lines = [...Array(65_536).keys()].map(
          (port) => `0: 0100007F:${hex(port)} 0100007F:${hex(gateway.port)} 01 0:0 0:0 0 ${uid} 0 77`,
        );
        return Promise.resolve([lines.join('\n'), '']);
      });
      return { owners, reads: () => reads };
    }

    it('a connection of another user is refused', async () => {
      gateway = await startGateway({}, { owners: ownersSeeing(1001).owners });
      const answer = await send(`${gateway.url}/v1/models`);
      assert.equal(answer.status, 403);
      assert.equal(codeOf(answer), 'forbidden_origin');
      assert.match(answer.text, /accessKeys/);
    });

    it('a connection of our own user is served, and looked up once for many requests', async () => {
      const { owners, reads } = ownersSeeing(1000);
      gateway = await startGateway({}, { owners });
      const { socket, ended } = await connectTo(gateway.port);
      socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(2));
      socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
      assert.equal((await ended).match(/HTTP\/1\.1 200/g)?.length, 3);
      assert.equal(reads(), 1);
    });

    it('access keys stand in for the user id', async () => {
      gateway = await startGateway({ accessKeys: ['k'] }, { owners: ownersSeeing(1001).owners });
      assert.equal((await send(`${gateway.url}/v1/models?key=k`)).status, 200);
    });

    it('tables that cannot be read refuse nobody', async () => {
      gateway = await startGateway(
        {},
        { owners: new ConnectionOwners(1000, () => Promise.reject(new Error('EACCES'))) },
      );
      assert.equal((await send(`${gateway.url}/health`)).status, 200);
    });

    if (process.platform === 'linux') {
      it('the real tables show this test as our own user', async () => {
        gateway = await startGateway({});
        assert.equal((await send(`${gateway.url}/health`)).status, 200);
        assert.equal((await send(`http://localhost:${gateway.port}/health`)).status, 200);
      });
    }
  });
});
