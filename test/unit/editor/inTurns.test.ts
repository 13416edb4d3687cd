import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { inTurns } from '../../../src/editor/inTurns.ts';

/** Parts that say when they begin and end. */
function setUp() {
  const said: string[] = [];
  const part = (name: string) => () => {
    said.push(name);
    return { dispose: () => said.push(`no ${name}`) };
  };
  const fail = (): never => {
    throw new Error('cannot begin');
  };
  return { said, part, fail, onError: (error: unknown) => said.push(String(error)) };
}

describe('parts that begin after the activation', () => {
  it('begin in their order, none of them at once, with turns for others between them', async () => {
    const { said, part, onError } = setUp();
    inTurns([part('a'), part('b')], onError);
    assert.equal(said.length, 0);
    await setImmediate();
    said.push('somebody else');
    await setImmediate();
    assert.deepEqual(said, ['a', 'somebody else', 'b']);
  });

  it('begin although one before them cannot', async () => {
    const { said, part, fail, onError } = setUp();
    inTurns([fail, part('b')], onError);
    await setImmediate();
    await setImmediate();
    assert.deepEqual(said, ['Error: cannot begin', 'b']);
  });

  it('end with the last first, and never begin after that', async () => {
    const { said, part, onError } = setUp();
    const parts = inTurns([part('a'), part('b'), part('c')], onError);
    await setImmediate();
    await setImmediate();
    parts.dispose();
    await setImmediate();
    assert.deepEqual(said, ['a', 'b', 'no b', 'no a']);
  });
});
