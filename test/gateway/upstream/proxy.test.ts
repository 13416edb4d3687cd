import assert from 'node:assert/strict';
import type { GatewayError } from '../../../src/gateway/errors.ts';
import type { ProxySettings } from '../../../src/gateway/upstream/attempt.ts';
import { createSender, type Sender } from '../../../src/gateway/upstream/sender.ts';
import { type ForwardProxy, startForwardProxy } from '../../helpers/forwardProxy.ts';
import {
  closeServersAfterEach,
  serveHttp,
  serveHttps,
  serveTcp,
  unusedPort,
} from '../../helpers/loopbackServer.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';
import { testCertificate } from '../../helpers/testCertificate.ts';
import { attempt, provider, textOf } from '../../helpers/upstreamAttempt.ts';

// `api.example.test` exists for the proxy alone: an answer can have come through it only.
const secureUrl = 'https://api.example.test/v1/models';
const plainUrl = 'http://api.example.test/v1/models?a=1';

describe('sender through a proxy', () => {
  closeServersAfterEach();
  const opened: (Sender | ForwardProxy)[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((part) => part.close()));
  });

  function startSender(proxy: Partial<ProxySettings>, env: NodeJS.ProcessEnv = {}): Sender {
    const sender = createSender({
      proxy: { noProxy: [], strictSsl: true, ...proxy },
      env,
      log: recordingLog(),
      systemCertificates: () => [testCertificate.authority],
    });
    opened.push(sender);
    return sender;
  }

  async function proxyTo(port: number, authorization?: string): Promise<ForwardProxy> {
    const proxy = await startForwardProxy(port, authorization);
    opened.push(proxy);
    return proxy;
  }

  it('tunnels https, checking the certificate of the provider', async () => {
    const server = await serveHttps(testCertificate, (request, response) =>
      response.end(request.headers.host),
    );
    const proxy = await proxyTo(server.port);
    const answer = await startSender({ proxy: proxy.origin }).send(attempt(secureUrl));
    assert.equal(await textOf(answer), 'api.example.test');
    assert.deepEqual(new Set(proxy.seen), new Set(['CONNECT api.example.test:443']));
  });

  it('says that the certificate behind the tunnel is for another host', async () => {
    const server = await serveHttps(testCertificate, (_request, response) => response.end());
    const proxy = await proxyTo(server.port);
    await assert.rejects(
      startSender({ proxy: proxy.origin }).send(attempt('https://other.example.test/')),
      (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(error.message, /https:\/\/other\.example\.test .*certificate is for another host name/);
        return true;
      },
    );
  });

  it('sends plain http to the proxy with the whole address', async () => {
    const server = await serveHttp((request, response) =>
      response.end(`${request.headers.host ?? ''} ${request.url ?? ''}`),
    );
    const proxy = await proxyTo(server.port);
    const answer = await startSender({ proxy: proxy.origin }).send(attempt(plainUrl));
    assert.equal(await textOf(answer), 'api.example.test /v1/models?a=1');
    assert.deepEqual(proxy.seen, [`POST ${plainUrl}`]);
  });

  it("takes the environment's proxy when the editor names none", async () => {
    const server = await serveHttp((_request, response) => response.end('there'));
    const proxy = await proxyTo(server.port);
    const answer = await startSender({}, { HTTP_PROXY: proxy.origin }).send(attempt(plainUrl));
    assert.equal(await textOf(answer), 'there');
    assert.equal(proxy.seen.length, 1);
  });

  it('never sends loopback through a proxy', async () => {
    const server = await serveHttp((_request, response) => response.end('direct'));
    const proxy = await proxyTo(server.port);
    const sender = startSender({ proxy: proxy.origin }, { HTTP_PROXY: proxy.origin });
    for (const host of ['127.0.0.1', 'localhost']) {
      assert.equal(await textOf(await sender.send(attempt(`http://${host}:${server.port}/`))), 'direct');
    }
    assert.deepEqual(proxy.seen, []);
  });

  it('authorises itself with http.proxyAuthorization, or with the user of the URL', async () => {
    const server = await serveHttps(testCertificate, (_request, response) => response.end('in'));
    const basic = `Basic ${Buffer.from('me:pass word').toString('base64')}`;
    const proxy = await proxyTo(server.port, basic);
    const byHeader = startSender({ proxy: proxy.origin, proxyAuthorization: basic });
    assert.equal(await textOf(await byHeader.send(attempt(secureUrl))), 'in');
    const byUrl = startSender({}, { https_proxy: proxy.origin.replace('//', '//me:pass%20word@') });
    assert.equal(await textOf(await byUrl.send(attempt(secureUrl))), 'in');
    assert.deepEqual(new Set(proxy.authorizations), new Set([basic]));
  });

  for (const url of [secureUrl, plainUrl]) {
    it(`says that the proxy wants credentials (${new URL(url).protocol})`, async () => {
      const proxy = await proxyTo(await unusedPort(), 'Basic other');
      const sender = startSender({ proxy: proxy.origin.replace('//', '//user:hidden@') });
      await assert.rejects(sender.send(attempt(url)), (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(error.message, /wants other credentials \(407\).*http\.proxyAuthorization/);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      });
    });
  }

  it('says that the proxy cannot be reached', async () => {
    const port = await unusedPort();
    await assert.rejects(
      startSender({ proxy: `127.0.0.1:${port}` }).send(attempt(secureUrl)),
      (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(
          error.message,
          new RegExp(`through the proxy http://127\\.0\\.0\\.1:${port} .*ECONNREFUSED`),
        );
        return true;
      },
    );
  });

  it('gives up a proxy that never opens the tunnel', async () => {
    const server = await serveTcp(() => undefined);
    const slow = provider({ connectTimeoutMs: 20 });
    await assert.rejects(
      startSender({ proxy: server.origin }).send(attempt(secureUrl, { provider: slow })),
      (error: GatewayError) => {
        assert.equal(error.code, 'provider_timeout');
        assert.match(error.message, /cannot be reached through the proxy/);
        return true;
      },
    );
  });

  it('refuses to go around a proxy that is no URL', async () => {
    await assert.rejects(
      startSender({ proxy: 'ftp://proxy' }).send(attempt(secureUrl)),
      (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(error.message, /configured proxy is not an http, https or socks5 URL/);
        return true;
      },
    );
  });
});
