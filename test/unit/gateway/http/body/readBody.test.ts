import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Deadlines } from '../../../../../src/gateway/deadlines.ts';
import { readBody } from '../../../../../src/gateway/http/body/readBody.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';

const limits = { maxBytes: 10_000_000, idleTimeoutMs: 1000, totalTimeoutMs: 1000 };

describe('a body that was read', () => {
  it('is not kept in pieces by its request, which lives until the answer is over', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sent = request({ port: (server.address() as AddressInfo).port, method: 'POST' });
    sent.end(Buffer.alloc(1_000_000));
    const [received] = (await once(server, 'request')) as [IncomingMessage];

    const pieces: WeakRef<Buffer>[] = [];
    received.on('data', (piece: Buffer) => pieces.push(new WeakRef(piece)));
    await readBody(received, limits, new Deadlines(new ManualClock()));
    const areKept = (): boolean => pieces.some((piece) => piece.deref() !== undefined);
    for (let turn = 0; turn < 100 && areKept(); turn++) {
      await nextTurn();
      collect();
    }
    assert.equal(areKept(), false);
    assert.ok(pieces.length > 1);
    assert.ok(received.complete);
    sent.on('error', () => undefined);
    server.closeAllConnections();
    server.close();
  });
});
