import assert from 'node:assert/strict';
import { AtMostEvery } from '../../../../src/editor/status/atMostEvery.ts';
import { ManualClock } from '../../../helpers/manualClock.ts';

function setUp() {
  const clock = new ManualClock();
  let runs = 0;
  const paced = new AtMostEvery(
    1000,
    (delayMs, callback) => clock.after(delayMs, callback),
    () => runs++,
  );
  return { clock, paced, runs: () => runs };
}

describe('what runs at most every second', () => {
  it('runs at once when it has rested', () => {
    const { clock, paced, runs } = setUp();
    paced.ask();
    assert.equal(runs(), 1);
    clock.advance(1000);
    paced.ask();
    assert.equal(runs(), 2);
  });

  it('runs once for all that is asked within the second, at its end', () => {
    const { clock, paced, runs } = setUp();
    for (let asked = 0; asked < 5; asked++) paced.ask();
    assert.equal(runs(), 1);
    clock.advance(1000);
    assert.equal(runs(), 2);
    clock.advance(5000);
    assert.equal(runs(), 2);
  });

  it('runs whatever the time when it must, and not again for what was asked before', () => {
    const { clock, paced, runs } = setUp();
    paced.ask();
    paced.ask();
    paced.now();
    assert.equal(runs(), 2);
    clock.advance(5000);
    assert.equal(runs(), 2);
  });

  it('does not run after its end', () => {
    const { clock, paced, runs } = setUp();
    paced.ask();
    paced.ask();
    paced.dispose();
    clock.advance(5000);
    assert.equal(runs(), 1);
  });
});
