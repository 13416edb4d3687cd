import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { GatewayError } from '../../../src/gateway/errors.ts';
import type { ProxySettings, UpstreamAnswer } from '../../../src/gateway/upstream/attempt.ts';
import { createSender, type Sender, type SenderOptions } from '../../../src/gateway/upstream/sender.ts';
import {
  bodyOf,
  closeServersAfterEach,
  serveHttp,
  serveTcp,
  unusedPort,
} from '../../helpers/loopbackServer.ts';
import { Latch } from '../../helpers/latch.ts';
import { ManualTimers } from '../../helpers/manualTimers.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';
import { attempt, provider, textOf } from '../../helpers/upstreamAttempt.ts';

/** Takes the first chunk and leaves. */
async function readOne(answer: UpstreamAnswer): Promise<void> {
  for await (const chunk of answer.body) {
    assert.ok(chunk.length > 0);
    return;
  }
}

const noProxy: ProxySettings = { noProxy: [], strictSsl: true };

describe('sender', () => {
  closeServersAfterEach();
  let sender: Sender;

  function startSender(options: Partial<SenderOptions> = {}): Sender {
    sender = createSender({ proxy: noProxy, env: {}, log: recordingLog(), ...options });
    return sender;
  }

  beforeEach(() => startSender());
  afterEach(() => sender.close());

  it('sends method, path, query, headers and body, and gives status, headers and bytes back', async () => {
    const seen: { method?: string; url?: string; key?: string; body: string }[] = [];
    const server = await serveHttp((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push({ method: request.method, url: request.url, key: request.headers.authorization, body });
        response.writeHead(201, { 'x-request-id': 'r1', 'set-cookie': ['a=1', 'b=2'] }).end('hello');
      });
    });
    const answer = await sender.send(
      attempt(`${server.origin}/v1/chat/completions?beta=true`, {
        headers: { authorization: 'Bearer k' },
        body: Buffer.from('{"a":"ü"}'),
      }),
    );
    assert.equal(answer.status, 201);
    assert.equal(answer.headers['x-request-id'], 'r1');
    assert.equal(answer.headers['set-cookie'], 'a=1, b=2');
    assert.equal(await textOf(answer), 'hello');
    assert.deepEqual(seen, [
      { method: 'POST', url: '/v1/chat/completions?beta=true', key: 'Bearer k', body: '{"a":"ü"}' },
    ]);
  });

  it('resolves with error statuses, whose body can be read', async () => {
    const server = await serveHttp((_request, response) => response.writeHead(529).end('overloaded'));
    const answer = await sender.send(attempt(server.origin));
    assert.equal(answer.status, 529);
    assert.equal(await textOf(answer), 'overloaded');
  });

  it('keeps a connection for the next call', async () => {
    const server = await serveHttp((_request, response) => response.end('ok'));
    for (let call = 0; call < 3; call++) {
      await textOf(await sender.send(attempt(server.origin)));
      // undici looks once around the event loop whether the server closes the connection after all.
      await setImmediate();
      await setImmediate();
    }
    assert.equal(server.connectionCount(), 1);
  });

  it('does not queue calls: as many connections as there are calls at the same time', async () => {
    const waiting: ServerResponse[] = [];
    const allThere = new Promise<void>((resolve) => {
      void serveHttp((_request, response) => {
        waiting.push(response);
        if (waiting.length === 40) resolve();
      }).then((server) => {
        for (let call = 0; call < 40; call++) calls.push(sender.send(attempt(server.origin)));
      });
    });
    const calls: Promise<unknown>[] = [];
    await allThere;
    for (const response of waiting) response.end();
    await Promise.all(calls);
  });

  describe('when no answer comes', () => {
    it('says that nothing listens, and asks whether the local server runs', async () => {
      const port = await unusedPort();
      await assert.rejects(
        sender.send(
          attempt(`http://127.0.0.1:${port}/x`, { provider: provider({ id: 'o', type: 'ollama' }) }),
        ),
        (error: GatewayError) => {
          assert.equal(error.code, 'provider_unavailable');
          assert.equal(
            error.message,
            `Nothing listens at http://127.0.0.1:${port}. Is Ollama running? (provider "o")`,
          );
          assert.deepEqual(error.details, { provider: 'o' });
          return true;
        },
      );
    });

    it('says that a host name cannot be resolved', async () => {
      await assert.rejects(sender.send(attempt('http://no-such-host.invalid/x')), (error: GatewayError) => {
        assert.equal(error.code, 'provider_unavailable');
        assert.match(error.message, /host name no-such-host\.invalid cannot be resolved/);
        return true;
      });
    });

    it('gives up a handshake that takes longer than the connect timeout', async () => {
      const server = await serveTcp(() => undefined);
      const slow = provider({ endpoint: `https://127.0.0.1:${server.port}`, connectTimeoutMs: 20 });
      await assert.rejects(
        sender.send(attempt(`https://127.0.0.1:${server.port}/x`, { provider: slow })),
        (error: GatewayError) => {
          assert.equal(error.code, 'provider_timeout');
          assert.match(error.message, /No connection to https:.* within 20 ms.*connectTimeoutMs/);
          return true;
        },
      );
    });

    it('gives up when the first byte takes too long, and closes the connection', async () => {
      let closed: Promise<unknown> | undefined;
      const server = await serveHttp((request) => {
        closed = once(request.socket, 'close');
      });
      const slow = provider({ firstByteTimeoutMs: 20 });
      await assert.rejects(sender.send(attempt(server.origin, { provider: slow })), (error: GatewayError) => {
        assert.equal(error.code, 'provider_timeout');
        assert.match(error.message, /did not begin to answer within 20 ms.*firstByteTimeoutMs/);
        return true;
      });
      await closed;
    });

    it('reports a connection that closes without an answer, and does not send a POST twice', async () => {
      let requests = 0;
      const server = await serveHttp((request) => {
        requests++;
        request.socket.destroy();
      });
      await assert.rejects(sender.send(attempt(server.origin)), (error: GatewayError) => {
        assert.equal(error.code, 'provider_error');
        assert.match(error.message, /closed the connection without an answer/);
        return true;
      });
      assert.equal(requests, 1);
    });

    it('asks once more with GET when a connection closes without an answer', async () => {
      let requests = 0;
      const server = await serveHttp((request, response) => {
        requests++;
        if (requests === 1) request.socket.destroy();
        else response.end('there');
      });
      const answer = await sender.send(attempt(server.origin, { method: 'GET' }));
      assert.equal(await textOf(answer), 'there');
      assert.equal(requests, 2);
    });

    it('reports what is no HTTP at all', async () => {
      const server = await serveTcp((socket) => socket.end('220 smtp.example ready\r\n'));
      await assert.rejects(sender.send(attempt(server.origin)), (error: GatewayError) => {
        assert.equal(error.code, 'provider_error');
        return true;
      });
    });

    it('refuses redirects, naming where they lead', async () => {
      const server = await serveHttp((_request, response) =>
        response.writeHead(307, { location: 'https://elsewhere.example/v1/chat?x=secret' }).end('moved'),
      );
      await assert.rejects(sender.send(attempt(server.origin)), (error: GatewayError) => {
        assert.equal(error.code, 'provider_error');
        assert.match(error.message, /redirects to https:\/\/elsewhere\.example \(307\)/);
        assert.doesNotMatch(error.message, /secret/);
        assert.deepEqual(error.details, { provider: 'upstream', status: 307 });
        return true;
      });
    });

    it('reports headers that HTTP does not allow, without sending anything', async () => {
      const server = await serveHttp((_request, response) => response.end());
      await assert.rejects(
        sender.send(attempt(server.origin, { headers: { authorization: 'Bearer a\nb' } })),
        (error: GatewayError) => {
          assert.equal(error.code, 'provider_error');
          assert.match(error.message, /cannot be sent/);
          return true;
        },
      );
      assert.equal(server.connectionCount(), 0);
    });

    it('refuses an endpoint that is no URL', async () => {
      const broken = { ...attempt('http://127.0.0.1/'), url: 'nonsense' };
      await assert.rejects(
        sender.send(broken),
        (error: GatewayError) => error.code === 'provider_unavailable',
      );
    });
  });

  describe('when an answer breaks off', () => {
    it('gives what came, then throws provider_error for a connection that closes in the body', async () => {
      const server = await serveHttp((request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: 1\n\n', () => request.socket.destroy());
      });
      const answer = await sender.send(attempt(server.origin));
      const received: string[] = [];
      await assert.rejects(
        async () => {
          for await (const chunk of answer.body) received.push(Buffer.from(chunk).toString());
        },
        (error: GatewayError) => {
          assert.equal(error.code, 'provider_error');
          assert.match(error.message, /"upstream" broke off its answer/);
          return true;
        },
      );
      assert.deepEqual(received, ['data: 1\n\n']);
    });

    it('throws provider_error for a body shorter than its content-length', async () => {
      const server = await serveTcp((socket) => {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort');
      });
      const answer = await sender.send(attempt(server.origin));
      await assert.rejects(textOf(answer), (error: GatewayError) => error.code === 'provider_error');
    });

    it('throws provider_timeout when the provider falls silent, and closes the connection', async () => {
      let closed: Promise<unknown> | undefined;
      const server = await serveHttp((request, response) => {
        closed = once(request.socket, 'close');
        response.writeHead(200).write('begin');
      });
      const impatient = provider({ idleTimeoutMs: 20 });
      const answer = await sender.send(attempt(server.origin, { provider: impatient }));
      await assert.rejects(textOf(answer), (error: GatewayError) => {
        assert.equal(error.code, 'provider_timeout');
        assert.match(error.message, /fell silent .* 20 ms.*idleTimeoutMs/);
        return true;
      });
      await closed;
    });
  });

  describe('when the client leaves', () => {
    it('rejects with the reason while it waits for the head, and closes the connection', async () => {
      const controller = new AbortController();
      const reason = new Error('the client hung up');
      const socketClosed = new Latch();
      const server = await serveHttp((request) => {
        request.socket.on('close', () => {
          socketClosed.open();
        });
        controller.abort(reason);
      });
      await assert.rejects(
        sender.send(attempt(server.origin, { signal: controller.signal })),
        (error) => error === reason,
      );
      await socketClosed.opened;
    });

    it('throws the reason at once while the body is read, and closes the connection', async () => {
      const controller = new AbortController();
      const reason = new Error('the client hung up');
      const socketClosed = new Latch();
      const server = await serveHttp((request, response) => {
        request.socket.on('close', () => {
          socketClosed.open();
        });
        response.writeHead(200).write('begin');
      });
      const answer = await sender.send(attempt(server.origin, { signal: controller.signal }));
      await assert.rejects(
        async () => {
          for await (const chunk of answer.body) controller.abort(chunk.length > 0 ? reason : undefined);
        },
        (error) => error === reason,
      );
      await socketClosed.opened;
    });

    it('rejects at once while it connects, and sends nothing when the connection stands', async () => {
      const controller = new AbortController();
      const reason = new Error('the client hung up');
      const received: Buffer[] = [];
      const socketClosed = new Latch();
      const server = await serveTcp((socket: Socket) => {
        socket.on('data', (data) => received.push(data));
        socket.on('close', () => {
          socketClosed.open();
        });
      });
      const sent = sender.send(attempt(server.origin, { signal: controller.signal }));
      controller.abort(reason);
      await assert.rejects(sent, (error) => error === reason);
      await socketClosed.opened;
      assert.deepEqual(received, []);
    });

    it('sends nothing when the client has left already', async () => {
      const server = await serveHttp((_request, response) => response.end());
      const reason = new Error('gone');
      await assert.rejects(
        sender.send(attempt(server.origin, { signal: AbortSignal.abort(reason) })),
        (error) => error === reason,
      );
      assert.equal(server.connectionCount(), 0);
    });

    it('cancels the call when the reader stops in the middle', async () => {
      const socketClosed = new Latch();
      const server = await serveHttp((request, response) => {
        request.socket.on('close', () => {
          socketClosed.open();
        });
        response.writeHead(200).write('begin');
      });
      const answer = await sender.send(attempt(server.origin));
      await readOne(answer);
      await socketClosed.opened;
    });
  });

  describe('backpressure', () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');

    /** Answers without end; `written` says how much was taken so far. */
    async function serveEndless(): Promise<{ origin: string; written: () => number }> {
      let written = 0;
      const server = await serveHttp((_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200);
        const fill = (): void => {
          let takesMore = true;
          while (takesMore) {
            takesMore = response.write(chunk);
            written += chunk.length;
          }
          response.once('drain', fill);
        };
        fill();
      });
      return { origin: server.origin, written: () => written };
    }

    /** Silence is measured while the socket is read, so no timer runs when it is paused. */
    async function untilPaused(timers: ManualTimers): Promise<void> {
      while (timers.running.length > 0) await setImmediate();
    }

    it('stops the provider when nobody reads, so that memory stays bounded', async () => {
      const timers = new ManualTimers();
      await sender.close();
      startSender({ timers });
      const server = await serveEndless();
      const answer = await sender.send(attempt(server.origin));
      await untilPaused(timers);
      assert.ok(server.written() < 32 * 1024 * 1024, `${server.written()} bytes were taken`);
      await readOne(answer);
    });

    it('does not count a slow reader as silence of the provider', async () => {
      const timers = new ManualTimers();
      const server = await serveEndless();
      await sender.close();
      startSender({ timers });
      const answer = await sender.send(attempt(server.origin));
      await untilPaused(timers);
      timers.runOut();
      let bytes = 0;
      for await (const part of answer.body) {
        bytes += part.length;
        if (bytes > 4 * 1024 * 1024) break;
      }
      assert.ok(bytes > 4 * 1024 * 1024, 'the answer goes on when it is read again');
    });

    it('measures silence again as soon as the reader waits', async () => {
      const timers = new ManualTimers();
      await sender.close();
      startSender({ timers });
      const server = await serveHttp((_request, response) => response.writeHead(200).write('begin'));
      const answer = await sender.send(
        attempt(server.origin, { provider: provider({ firstByteTimeoutMs: 222, idleTimeoutMs: 111 }) }),
      );
      const reader = answer.body[Symbol.asyncIterator]();
      await reader.next();
      assert.deepEqual(timers.running, [111]);
      const next = reader.next();
      timers.runOut();
      await assert.rejects(next, (error: GatewayError) => error.code === 'provider_timeout');
    });
  });

  it('lets running answers end when it is closed', async () => {
    const finish = new Latch();
    const server = await serveHttp((_request, response) => {
      response.writeHead(200).write('begin ');
      void finish.opened.then(() => response.end('end'));
    });
    const answer = await sender.send(attempt(server.origin));
    const closed = sender.close();
    finish.open();
    assert.equal(await textOf(answer), 'begin end');
    await closed;
  });
});
