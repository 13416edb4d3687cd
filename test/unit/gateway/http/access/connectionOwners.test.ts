import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { ConnectionOwners } from '../../../../../src/gateway/http/access/connectionOwners.ts';

/** A connection from this port of loopback to our port 8989. */
function connectionFrom(remotePort: number): Socket {
  const socket = new Socket();
  for (const [name, value] of Object.entries({
    localAddress: '127.0.0.1',
    localPort: 8989,
    remoteAddress: '127.0.0.1',
    remotePort,
  })) {
    Object.defineProperty(socket, name, { value });
  }
  return socket;
}

function table(remotePort: number, uid: number): string {
  const hex = remotePort.toString(16).toUpperCase().padStart(4, '0');
  return `sl\n 0: 0100007F:${hex} 0100007F:231D 01 0:0 0:0 0 ${uid} 0 77 1\n`;
}

describe('ConnectionOwners', () => {
  it('allows our own user and no other', async () => {
    const owners = new ConnectionOwners(1000, () => Promise.resolve([table(50_000, 1000), table(50_001, 0)]));
    const [own, other] = [connectionFrom(50_000), connectionFrom(50_001)];
    owners.watch(own);
    owners.watch(other);
    assert.equal(await owners.verdict(own), 'allowed');
    assert.equal(await owners.verdict(other), 'other user');
  });

  it('allows a connection that no table shows, and says gone of one that is closed already', async () => {
    const ours = 'sl\n 0: 0100007F:231D 0100007F:C350 01 0:0 0:0 0 1000 0 77 1\n';
    const owners = new ConnectionOwners(1000, () => Promise.resolve(['', ours]));
    const [elsewhere, closed] = [connectionFrom(40_000), connectionFrom(50_000)];
    owners.watch(elsewhere);
    owners.watch(closed);
    assert.equal(await owners.verdict(elsewhere), 'allowed');
    assert.equal(await owners.verdict(closed), 'gone');
  });

  it('reads the tables once for connections that come together, and anew for one that comes during the read', async () => {
    const reads: ((tables: string[]) => void)[] = [];
    const owners = new ConnectionOwners(1000, () => new Promise((resolve) => reads.push(resolve)));
    const [first, second, late] = [connectionFrom(1), connectionFrom(2), connectionFrom(3)];
    owners.watch(first);
    owners.watch(second);
    await turn();
    assert.equal(reads.length, 1);
    owners.watch(late);
    await turn();
    assert.equal(reads.length, 1);
    reads[0]?.([table(1, 1000) + table(2, 7)]);
    assert.equal(await owners.verdict(first), 'allowed');
    assert.equal(await owners.verdict(second), 'other user');
    await turn();
    assert.equal(reads.length, 2);
    reads[1]?.([table(3, 7)]);
    assert.equal(await owners.verdict(late), 'other user');
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
