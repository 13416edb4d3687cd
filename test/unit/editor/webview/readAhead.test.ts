import assert from 'node:assert/strict';
import { ReadAhead } from '../../../../src/editor/webview/readAhead.ts';

describe('reading ahead', () => {
  function setUp() {
    let count = 0;
    const ahead = new ReadAhead(() => Promise.resolve(++count));
    return { ahead, reads: () => count };
  }

  it('hands out what was begun, once, without reading again', async () => {
    const { ahead, reads } = setUp();
    ahead.begin();
    assert.equal(await ahead.take(), 1);
    assert.equal(reads(), 1);
    assert.equal(await ahead.take(), 2);
  });

  it('reads anew when what was begun counts no more', async () => {
    const { ahead } = setUp();
    ahead.begin();
    ahead.forget();
    assert.equal(await ahead.take(), 2);
  });

  it('reads anew at once when what was begun may be true no more', async () => {
    const { ahead, reads } = setUp();
    ahead.begin();
    ahead.changed();
    assert.equal(reads(), 2);
    assert.equal(await ahead.take(), 2);
    assert.equal(reads(), 2);
  });

  it('reads nothing for a change when nobody is going to take it', async () => {
    const { ahead, reads } = setUp();
    ahead.begin();
    await ahead.take();
    ahead.changed();
    assert.equal(reads(), 1);
  });

  it('tells who takes the value what went wrong', async () => {
    const ahead = new ReadAhead(() => Promise.reject(new Error('no file')));
    ahead.begin();
    await assert.rejects(ahead.take(), /no file/);
  });
});
