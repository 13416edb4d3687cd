import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { JsonLines } from '../../../../src/gateway/link/jsonLines.ts';

function lines(maxLineBytes = 1000): { readonly stream: PassThrough; readonly lines: JsonLines } {
  const stream = new PassThrough();
  return { stream, lines: new JsonLines(stream, { maxLineBytes }) };
}

/** Hands the bytes to the stream's readers at once. */
function feed(stream: PassThrough, text: string): void {
  stream.emit('data', Buffer.from(text));
}

describe('JsonLines', () => {
  it('gives one value a line, wherever the pieces end', () => {
    const { stream, lines: line } = lines();
    const values: unknown[] = [];
    line.onValue((value) => values.push(value));
    for (const piece of ['{"a"', ':1}\n[2', ']\n']) feed(stream, piece);
    assert.deepEqual(values, [{ a: 1 }, [2]]);
  });

  it('keeps what comes before anybody listens, but not without end', () => {
    const { stream, lines: line } = lines();
    feed(stream, '1\n2\n');
    const values: unknown[] = [];
    line.onValue((value) => values.push(value));
    assert.deepEqual(values, [1, 2]);

    const flooded = lines();
    feed(flooded.stream, '1\n'.repeat(256));
    assert.equal(flooded.lines.isClosed, false);
    feed(flooded.stream, '1\n');
    assert.equal(flooded.lines.isClosed, true);
  });

  it('ends with what is no JSON, and with a line that is too long', () => {
    const broken = lines();
    feed(broken.stream, 'no\n');
    assert.equal(broken.lines.isClosed, true);
    const long = lines(10);
    feed(long.stream, '"aaaaaaaaaaaaaaaa');
    assert.equal(long.lines.isClosed, true);
  });

  it('lets a peer go that reads nothing, in time', async () => {
    const { here } = await stalledPair();
    const line = new JsonLines(here, { maxLineBytes: 1 << 30, closingTimeoutMs: 50 });
    line.send('x'.repeat(1 << 24));
    const closed = once(here, 'close');
    line.close();
    await closed;
  });

  it('gives a peer up for which more waits than the longest line', async () => {
    const { here } = await stalledPair();
    const line = new JsonLines(here, { maxLineBytes: 1 << 20 });
    let sent = 0;
    while (!line.isClosed && sent < 1000) {
      line.send('x'.repeat(1 << 18));
      sent++;
    }
    assert.ok(sent > 4 && sent < 1000, String(sent));
  });
});

const ended: (() => void)[] = [];

afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A connection whose other end reads nothing. */
async function stalledPair(): Promise<{ readonly here: Socket }> {
  const server = createServer({ pauseOnConnect: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const here = connect(address.port, '127.0.0.1');
  const [there] = (await once(server, 'connection')) as [Socket];
  ended.push(() => {
    here.destroy();
    there.destroy();
    server.close();
  });
  return { here };
}
