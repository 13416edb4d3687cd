import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { GatewayListenError } from '../../src/gateway/http/gatewayListenError.ts';
import { GatewayServer } from '../../src/gateway/http/gatewayServer.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { connectTo, open, send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { sse } from '../helpers/upstreamProtocols.ts';
import { controlledStream } from '../helpers/upstreamReactions.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const chunk = (content: string, finish: string | null = null): string =>
  sse({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  });

describe('connections', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: { oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' } },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('HEAD probes get a head and no body', async () => {
    for (const [path, status] of [
      ['/', 200],
      ['/health', 200],
      ['/v1/models', 200],
      ['/api/hello', 404],
      ['/v1/messages', 405],
    ] as const) {
      const answer = await send(gateway.url + path, { method: 'HEAD' });
      assert.equal(answer.status, status, path);
      assert.equal(answer.bytes.length, 0);
    }
  });

  it('OPTIONS says what is possible, and nothing of CORS', async () => {
    const answer = await send(`${gateway.url}/v1/chat/completions`, { method: 'OPTIONS' });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.allow, 'POST, GET, OPTIONS');
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });

  it('a WebSocket is refused with 426, which clients take as a reason to use HTTP at once', async () => {
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    });
    assert.equal(answer.status, 426);
    assert.match(answer.text, /upgrade_required/);
  });

  it('an offer of HTTP/2, as Java clients make it, is passed over', async () => {
    const { socket, ended } = await connectTo(gateway.port);
    socket.write(
      'GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade, HTTP2-Settings, close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n\r\n',
    );
    assert.match(await ended, /^HTTP\/1\.1 200 /);
  });

  it('health tells who stands at the port', async () => {
    const health = (await send(`${gateway.url}/health`)).json();
    assert.deepEqual(health, { status: 'ok', name: 'muxgate', version: '0.0.0-test', pid: process.pid });
  });

  it('connections are kept alive', async () => {
    const { socket, ended } = await connectTo(gateway.port);
    socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await once(socket, 'data');
    socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    const text = await ended;
    assert.equal(text.match(/HTTP\/1\.1 200/g)?.length, 2);
    assert.match(text, /Keep-Alive: timeout=120/i);
  });

  it('a client that asks before it sends its body is told to go on, or that the body is too large', async () => {
    const ask = (length: number): ReturnType<typeof httpRequest> =>
      httpRequest(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        agent: false,
        headers: { expect: '100-continue', 'content-length': length },
      });
    const body = JSON.stringify({ model: 'demo/echo', messages: [{ role: 'user', content: 'hi' }] });
    const small = ask(Buffer.byteLength(body));
    small.flushHeaders();
    await once(small, 'continue');
    small.end(body);
    const [answer] = (await once(small, 'response')) as [{ statusCode: number }];
    assert.equal(answer.statusCode, 200);

    const large = ask(1024 ** 3);
    large.flushHeaders();
    large.on('continue', () => assert.fail('the body was asked for'));
    large.on('error', () => undefined);
    const [refusal] = (await once(large, 'response')) as [{ statusCode: number }];
    assert.equal(refusal.statusCode, 413);
    large.destroy();
  });

  if (hasIpv6) {
    it('the default host answers on [::1] too, at the same port', async () => {
      assert.equal((await send(`http://[::1]:${gateway.port}/health`)).status, 200);
      assert.equal((await send(`http://localhost:${gateway.port}/health`)).status, 200);
    });

    it('a program that stands on [::1] alone makes the port taken', async () => {
      const blocker = await startGateway({});
      const { createServer } = await import('node:net');
      const stranger = createServer();
      stranger.listen(0, '::1');
      await once(stranger, 'listening');
      const address = stranger.address();
      assert.ok(typeof address === 'object' && address !== null);
      const server = new GatewayServer(gateway.services);
      await assert.rejects(server.listen('127.0.0.1', address.port), (error) => {
        assert.ok(error instanceof GatewayListenError);
        return error.code === 'EADDRINUSE';
      });
      const free = connect(address.port, '127.0.0.1');
      await assert.rejects(once(free, 'connect'), /ECONNREFUSED/);
      stranger.close();
      await blocker.close();
    });
  }

  it('a taken port is EADDRINUSE', async () => {
    await assert.rejects(new GatewayServer(gateway.services).listen('127.0.0.1', gateway.port), (error) => {
      assert.ok(error instanceof GatewayListenError);
      assert.equal(error.code, 'EADDRINUSE');
      return true;
    });
  });

  it('an address beyond loopback needs access keys', async () => {
    await assert.rejects(new GatewayServer(gateway.services).listen('0.0.0.0', 0), (error) => {
      assert.ok(error instanceof GatewayListenError);
      assert.equal(error.code, 'KEYS_NEEDED');
      return true;
    });
    const keyed = await startGateway({ accessKeys: ['k'] });
    const server = new GatewayServer(keyed.services);
    const { port } = await server.listen('0.0.0.0', 0);
    assert.equal((await send(`http://127.0.0.1:${port}/v1/models`)).status, 401);
    assert.equal((await send(`http://127.0.0.1:${port}/v1/models?key=k`)).status, 200);
    await server.close();
    await keyed.close();
  });

  it('stopping frees the port at once and cuts no running answer', async () => {
    const stream = controlledStream();
    upstream.react(stream.reaction);
    const body = { model: 'oai/m', stream: true, messages: [{ role: 'user', content: 'hi' }] };
    const opening = open(`${gateway.url}/v1/chat/completions`, { body });
    await stream.send(chunk('one'));
    const answer = await opening;
    await answer.readUntil('one');

    gateway.server.stopAccepting();
    const next = new GatewayServer(gateway.services);
    await next.listen('127.0.0.1', gateway.port);
    assert.equal((await send(`${gateway.url}/health`)).status, 200);

    const drained = gateway.server.drain(60_000);
    await stream.send(chunk('two', 'stop') + 'data: [DONE]\n\n');
    await stream.end();
    assert.match(await answer.rest(), /two.*\[DONE\]/s);
    await drained;
    await next.close();
  });

  it('draining ends after its time although an answer still runs', async () => {
    upstream.react(() => undefined);
    const asked = upstream.nextRequest();
    const pending = open(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: [{ role: 'user', content: 'hi' }] },
    });
    const rejected = assert.rejects(pending);
    await asked;
    await gateway.server.drain(1);
    await gateway.server.close();
    await rejected;
  });
});
