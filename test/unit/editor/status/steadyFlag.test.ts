import assert from 'node:assert/strict';
import { SteadyFlag } from '../../../../src/editor/status/steadyFlag.ts';
import { ManualClock } from '../../../helpers/manualClock.ts';

function setUp() {
  const clock = new ManualClock();
  const seen: boolean[] = [];
  const flag = new SteadyFlag(
    (delayMs, callback) => clock.after(delayMs, callback),
    () => seen.push(flag.value),
  );
  return { clock, seen, flag };
}

describe('a steady flag', () => {
  it('stays off for what is over at once', () => {
    const { clock, seen, flag } = setUp();
    flag.update(true);
    clock.advance(300);
    flag.update(false);
    clock.advance(5000);
    assert.deepEqual(seen, []);
  });

  it('is on once that has lasted, through short pauses, and off after a long one', () => {
    const { clock, seen, flag } = setUp();
    flag.update(true);
    clock.advance(1000);
    flag.update(false);
    clock.advance(300);
    flag.update(true);
    clock.advance(5000);
    assert.deepEqual(seen, [true]);
    flag.update(false);
    clock.advance(5000);
    assert.deepEqual(seen, [true, false]);
  });
});
