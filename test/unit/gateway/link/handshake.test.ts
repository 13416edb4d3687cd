import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach } from 'mocha';
import { acceptLink, type FollowerLink, type LinkHost } from '../../../../src/gateway/link/acceptLink.ts';
import { callLeader } from '../../../../src/gateway/link/callLeader.ts';
import { Latch } from '../../../helpers/latch.ts';

const program = { version: '1.0.0', protocolVersion: 1 };
const secret = Buffer.alloc(32, 1);
const caller = { program, secret: () => Promise.resolve(secret) };

describe('A link between the gateways of two windows', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A leader; `accepted` gets what came of every call. */
  async function lead(
    host: Partial<LinkHost>,
    accepted: (link: FollowerLink | undefined) => void = () => undefined,
  ): Promise<number> {
    const server = createServer();
    servers.push(server);
    server.on('connect', (_request, socket, head: Buffer) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      const whole = { program, headless: false, secret: () => Promise.resolve(secret), ...host };
      void acceptLink(socket, head, portOf(server), whole).then(accepted);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return portOf(server);
  }

  it('carries messages both ways, large ones and those with line breaks too', async () => {
    const received = new Latch();
    const texts: unknown[] = [];
    const port = await lead({}, (link) => {
      link?.onMessage((message) => {
        texts.push(message);
        link.send({ kind: 'gateway', message: { type: 'status', echo: message } });
      });
    });
    const link = await callLeader('127.0.0.1', port, caller);
    assert.deepEqual(link?.program, program);
    const message = { type: 'configure', text: 'ä\n'.repeat(300_000) };
    link.onMessage((answer) => {
      assert.deepEqual(answer, {
        kind: 'gateway',
        message: { type: 'status', echo: { kind: 'editor', message } },
      });
      received.open();
    });
    link.send({ kind: 'editor', message });
    await received.opened;
    assert.equal(texts.length, 1);
    link.close();
  });

  it('is not made with a leader that does not know the secret, who learns nothing', async () => {
    const result = new Promise((resolve) => {
      void lead({ secret: () => Promise.resolve(Buffer.alloc(32, 2)) }, resolve).then((port) =>
        callLeader('127.0.0.1', port, caller).then((link) => assert.equal(link, undefined)),
      );
    });
    assert.equal(await result, undefined, 'nor does the leader take it');
  });

  it('is not made through a program that passes the connection on from another port', async () => {
    const accepted = new Promise((resolve) => {
      void lead({}, resolve).then(async (leaderPort) => {
        const relay = createServer();
        servers.push(relay);
        relay.on('connect', (_request, socket: Socket, head: Buffer) => {
          const onward = connect(leaderPort, '127.0.0.1', () => {
            onward.write(`CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n`);
            onward.write(head);
            onward.pipe(socket);
            socket.pipe(onward);
          });
        });
        relay.listen(0, '127.0.0.1');
        await once(relay, 'listening');
        assert.equal(await callLeader('127.0.0.1', portOf(relay), caller), undefined);
      });
    });
    assert.equal(await accepted, undefined);
  });

  it('is refused to a program that sends anything else', async () => {
    const port = await lead({}, (link) => assert.equal(link, undefined));
    for (const text of [
      'hello\n',
      '{"link":1}\n',
      `{"link":1,"nonce":"${'x'.repeat(10_000)}"}\n`,
      '{"link":99}\n',
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n${text}`);
      socket.resume();
      await once(socket, 'close');
    }
  });

  it('is none with a server that knows no links', async () => {
    const server = createServer((_request, response) => response.end('hello'));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    assert.equal(await callLeader('127.0.0.1', portOf(server), caller), undefined);
  });

  it('tells both ends when the other has gone', async () => {
    const left = new Latch();
    const port = await lead({}, (link) => link?.onClose(() => left.open()));
    const link = await callLeader('127.0.0.1', port, caller);
    link?.close();
    await left.opened;
    const gone = new Latch();
    const port2 = await lead({}, (follower) => follower?.close());
    (await callLeader('127.0.0.1', port2, caller))?.onClose(() => gone.open());
    await gone.opened;
  });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
