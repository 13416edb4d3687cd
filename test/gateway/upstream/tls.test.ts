import assert from 'node:assert/strict';
import type { GatewayError } from '../../../src/gateway/errors.ts';
import { createSender, type Sender, type SenderOptions } from '../../../src/gateway/upstream/sender.ts';
import {
  closeServersAfterEach,
  type LoopbackServer,
  serveHttp,
  serveHttps,
} from '../../helpers/loopbackServer.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';
import { testCertificate } from '../../helpers/testCertificate.ts';
import { attempt, textOf } from '../../helpers/upstreamAttempt.ts';

describe('sender over TLS', () => {
  closeServersAfterEach();
  const senders: Sender[] = [];
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.close()));
  });

  function startSender(options: Partial<SenderOptions> = {}): Sender {
    const sender = createSender({
      proxy: { noProxy: [], strictSsl: true },
      env: {},
      log: recordingLog(),
      systemCertificates: () => [],
      ...options,
    });
    senders.push(sender);
    return sender;
  }

  function serveSecret(): Promise<LoopbackServer> {
    return serveHttps(testCertificate, (_request, response) => response.end('secret'));
  }

  it('says that a certificate is not trusted, and where to add its authority', async () => {
    const server = await serveSecret();
    await assert.rejects(startSender().send(attempt(server.origin)), (error: GatewayError) => {
      assert.equal(error.code, 'provider_unavailable');
      assert.match(error.message, /No secure connection to https:\/\/localhost/);
      assert.match(error.message, /not signed by an authority that this machine trusts.*NODE_EXTRA_CA_CERTS/);
      return true;
    });
  });

  it("trusts the system's authorities, loaded when they are first needed and once", async () => {
    const server = await serveSecret();
    const plain = await serveHttp((_request, response) => response.end('open'));
    let loads = 0;
    const sender = startSender({
      systemCertificates: () => {
        loads++;
        return [testCertificate.authority];
      },
    });
    await textOf(await sender.send(attempt(plain.origin)));
    assert.equal(loads, 0);
    for (let call = 0; call < 3; call++) {
      assert.equal(await textOf(await sender.send(attempt(server.origin))), 'secret');
    }
    assert.equal(loads, 1);
  });

  it("goes on without the system's authorities when they cannot be read", async () => {
    const server = await serveSecret();
    const log = recordingLog();
    const sender = startSender({
      log,
      systemCertificates: () => {
        throw new Error('no keychain');
      },
    });
    await assert.rejects(sender.send(attempt(server.origin)), /not signed by an authority/);
    assert.deepEqual(
      log.lines.filter((line) => line.startsWith('warn')),
      ["warn the system's certificates cannot be read: Error: no keychain"],
    );
  });

  it('does not look at certificates when http.proxyStrictSSL is off', async () => {
    const server = await serveSecret();
    const sender = startSender({ proxy: { noProxy: [], strictSsl: false } });
    assert.equal(await textOf(await sender.send(attempt(server.origin))), 'secret');
  });

  it('says that a plain server does not speak TLS', async () => {
    const server = await serveHttp((_request, response) => response.end());
    await assert.rejects(
      startSender().send(attempt(`https://127.0.0.1:${server.port}/`)),
      (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(error.message, /does not speak TLS there\. Should the endpoint begin with http:\/\//);
        return true;
      },
    );
  });
});
