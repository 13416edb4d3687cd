import assert from 'node:assert/strict';
import { MinuteWindow } from '../../../../../src/gateway/accounts/limits/minuteWindow.ts';
import { seededRandom } from '../../../../helpers/seededRandom.ts';

const start = 1_790_000_000_000;

describe('MinuteWindow', () => {
  it('counts what was used within the last minute', () => {
    const window = new MinuteWindow();
    window.add(3, start);
    window.add(2, start + 30_000);
    assert.equal(window.used(start + 59_000), 5);
    assert.equal(window.used(start + 61_000), 2);
    assert.equal(window.used(start + 95_000), 0);
  });

  it('is ready when enough has left it', () => {
    const window = new MinuteWindow();
    window.add(6, start);
    window.add(4, start + 10_000);
    assert.equal(window.readyAtMs(1, 11, start + 20_000), start + 20_000);
    assert.equal(window.readyAtMs(1, 10, start + 20_000), start + 60_250);
    assert.equal(window.readyAtMs(7, 10, start + 20_000), start + 70_250);
  });

  it('never lets more than the limit through in any minute, whatever comes when', () => {
    const random = seededRandom(3);
    const window = new MinuteWindow();
    const taken: { readonly atMs: number; readonly amount: number }[] = [];
    let nowMs = start;
    for (let call = 0; call < 2000; call++) {
      const amount = 1 + random.integer(40);
      nowMs = Math.max(nowMs + random.integer(900), window.readyAtMs(amount, 100, nowMs));
      assert.ok(window.readyAtMs(amount, 100, nowMs) === nowMs, 'ready when it said so');
      window.add(amount, nowMs);
      taken.push({ atMs: nowMs, amount });
      const recent = taken.filter(({ atMs }) => atMs > nowMs - 60_000);
      assert.ok(recent.reduce((sum, one) => sum + one.amount, 0) <= 100);
    }
  });

  it('takes an amount back', () => {
    const window = new MinuteWindow();
    window.add(10, start);
    window.add(-7, start);
    assert.equal(window.used(start + 1000), 3);
  });

  it('is restored from what it keeps, without what is over or makes no sense', () => {
    const window = new MinuteWindow();
    window.add(5, start);
    window.add(2, start + 40_000);
    const saved: unknown = JSON.parse(JSON.stringify(window));
    const next = new MinuteWindow();
    next.restore(saved, start + 70_000);
    assert.equal(next.used(start + 70_000), 2);
    // What is read again stands in the place of what was read before.
    next.restore(saved, start + 70_000);
    assert.equal(next.used(start + 70_000), 2);
    for (const wrong of [undefined, 'x', [1], [['a', 1]], [[9e12, 5]]]) {
      next.restore(wrong, start + 70_000);
      assert.equal(next.used(start + 70_000), 0);
    }
  });
});
