import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { findFreePort } from '../../../src/editor/findFreePort.ts';

describe('a free port', () => {
  it('is one that nothing holds, from the given one on', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const found = await findFreePort(port);
    assert.ok(found !== undefined && found > port, `found ${found}, taken ${port}`);
    holder.close();
    await once(holder, 'close');
    assert.equal(await findFreePort(port), port);
  });

  it('is undefined beyond the last port', async () => {
    assert.equal(await findFreePort(65_536), undefined);
  });
});
