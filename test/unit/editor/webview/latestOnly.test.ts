import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { latestOnly } from '../../../../src/editor/webview/latestOnly.ts';

describe('running the latest only', () => {
  it('runs once more after a run during which it was asked, however often', async () => {
    const finish: (() => void)[] = [];
    const run = latestOnly(
      () => new Promise((resolve) => finish.push(resolve)),
      () => assert.fail(),
    );
    run();
    run();
    run();
    assert.equal(finish.length, 1);
    finish[0]?.();
    await setImmediate();
    assert.equal(finish.length, 2);
    finish[1]?.();
    await setImmediate();
    assert.equal(finish.length, 2);
    run();
    assert.equal(finish.length, 3);
  });

  it('goes on after an error', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const run = latestOnly(
      () => {
        runs++;
        return Promise.reject(new Error('no'));
      },
      (error) => errors.push(error),
    );
    run();
    await setImmediate();
    run();
    await setImmediate();
    assert.equal(runs, 2);
    assert.equal(errors.length, 2);
  });
});
