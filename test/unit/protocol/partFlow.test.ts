import assert from 'node:assert/strict';
import { PartFlow } from '../../../src/protocol/partFlow.ts';

const never = new AbortController().signal;

describe('the flow of parts', () => {
  it('lets 32 parts go untaken, then waits until one is taken', async () => {
    const flow = new PartFlow();
    for (let part = 0; part < 32; part++) await flow.room(never);
    let hasRoom = false;
    const next = flow.room(never).then(() => (hasRoom = true));
    await new Promise(setImmediate);
    assert.equal(hasRoom, false);
    flow.taken(1);
    await next;
  });

  it('gives up waiting when the reader has gone', async () => {
    const flow = new PartFlow();
    const reader = new AbortController();
    for (let part = 0; part < 32; part++) await flow.room(reader.signal);
    const next = flow.room(reader.signal);
    reader.abort(new Error('gone'));
    await assert.rejects(next, /gone/);
  });
});
