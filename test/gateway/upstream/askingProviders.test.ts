import assert from 'node:assert/strict';
import type { EffectiveProvider } from '../../../src/config/effectiveConfig.ts';
import { discoverProviders } from '../../../src/gateway/providers/discovery.ts';
import { KeyRing } from '../../../src/gateway/providers/keyRing.ts';
import { testProvider } from '../../../src/gateway/providers/testProvider.ts';
import { createSender, type Sender } from '../../../src/gateway/upstream/sender.ts';
import type { ProviderTestResult } from '../../../src/protocol/gatewayRequests.ts';
import {
  closeServersAfterEach,
  sendJson,
  serveHttp,
  serveHttps,
  serveTcp,
  unusedPort,
} from '../../helpers/loopbackServer.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';
import { testCertificate } from '../../helpers/testCertificate.ts';
import { provider } from '../../helpers/upstreamAttempt.ts';

describe('asking providers over real sockets', () => {
  closeServersAfterEach();
  let sender: Sender;
  beforeEach(() => {
    sender = createSender({
      proxy: { noProxy: [], strictSsl: true },
      env: {},
      log: recordingLog(),
      systemCertificates: () => [],
    });
  });
  afterEach(() => sender.close());

  function test(config: Partial<EffectiveProvider>): Promise<ProviderTestResult> {
    const { send } = sender;
    const options = {
      send,
      keyRing: new KeyRing(),
      signal: new AbortController().signal,
      hostAddresses: () => [],
    };
    return testProvider(provider({ id: 'corp', ...config }), options);
  }

  it('a test lists the models of a server that answers', async () => {
    const server = await serveHttp((request, response) => {
      if (request.url === '/team/v1/models' && request.headers.authorization === 'Bearer k') {
        sendJson(response, { data: [{ id: 'm-large' }] });
      } else sendJson(response, { error: { message: 'bad key' } }, 401);
    });
    const endpoint = `${server.origin}/team/`;
    assert.deepEqual((await test({ endpoint, apiKey: 'k' })).models, ['m-large']);
    const refused = await test({ endpoint, apiKey: 'wrong' });
    assert.equal(refused.failureKind, 'unauthorized');
    assert.match(refused.message, /does not accept the key \(401: bad key\)/);
  });

  const failures: [string, string, () => Promise<Partial<EffectiveProvider>>][] = [
    ['nothing listens', 'refused', async () => ({ endpoint: `http://127.0.0.1:${await unusedPort()}` })],
    ['no such host', 'dns', () => Promise.resolve({ endpoint: 'http://no-such-host.invalid' })],
    [
      'an unknown authority',
      'tls',
      async () => ({
        endpoint: (await serveHttps(testCertificate, (_request, response) => response.end())).origin,
      }),
    ],
    [
      'no answer',
      'timeout',
      async () => ({ endpoint: (await serveHttp(() => undefined)).origin, firstByteTimeoutMs: 20 }),
    ],
    [
      'a web site',
      'no model list',
      async () => ({
        endpoint: (await serveHttp((_request, response) => response.end('<html></html>'))).origin,
      }),
    ],
    [
      'a redirect',
      'failed',
      async () => ({
        endpoint: (
          await serveHttp((_request, response) => response.writeHead(301, { location: '/login' }).end())
        ).origin,
      }),
    ],
  ];
  for (const [name, kind, config] of failures) {
    it(`a test says of ${name}: ${kind}`, async () => {
      const result = await test(await config());
      assert.equal(result.failureKind, kind, result.message);
    });
  }

  it('discovery finds a server beside ones that hang, refuse or talk something else', async () => {
    const ollama = await serveHttp((request, response) => {
      if (request.url === '/api/version') sendJson(response, { version: '0.14.2' });
      else if (request.url === '/api/tags') sendJson(response, { models: [{ name: 'a:1' }] });
      else response.writeHead(404).end();
    });
    const hanging = await serveHttp(() => undefined);
    const mail = await serveTcp((socket) => socket.end('220 ready\r\n'));
    const found = await discoverProviders({
      send: sender.send,
      env: {},
      signal: new AbortController().signal,
      configured: [],
      places: [
        { type: 'vllm', endpoint: hanging.origin },
        { type: 'lmstudio', endpoint: mail.origin },
        { type: 'llamacpp', endpoint: `http://127.0.0.1:${await unusedPort()}` },
        { type: 'ollama', endpoint: ollama.origin },
      ],
    });
    assert.deepEqual(
      found.map(({ type, endpoint, models }) => ({ type, endpoint, models })),
      [{ type: 'ollama', endpoint: ollama.origin, models: ['a:1'] }],
    );
  });
});
