import assert from 'node:assert/strict';
import { Cooldowns } from '../../../../src/gateway/accounts/cooldowns.ts';

const start = 1_790_000_000_000;
const rest = { firstMs: 15_000, why: 'it answered 503' };

/** How long the rest after each failure is, each call beginning when the rest before is over. */
function rests(cooldowns: Cooldowns, count: number): number[] {
  let nowMs = start;
  return Array.from({ length: count }, () => {
    cooldowns.fail('a', { ...rest, startedAtMs: nowMs }, nowMs);
    const restMs = (cooldowns.get('a', nowMs)?.untilMs ?? nowMs) - nowMs;
    nowMs += restMs;
    return restMs;
  });
}

describe('Cooldowns', () => {
  it('double from one failure to the next, up to twenty times the first', () => {
    assert.deepEqual(rests(new Cooldowns(), 7), [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('begin anew after a success', () => {
    const cooldowns = new Cooldowns();
    rests(cooldowns, 3);
    assert.equal(cooldowns.succeed('a'), true);
    assert.equal(cooldowns.succeed('a'), false);
    assert.deepEqual(rests(cooldowns, 1), [15_000]);
  });

  it('count calls once that ran and failed together', () => {
    const cooldowns = new Cooldowns();
    for (let call = 0; call < 16; call++) {
      cooldowns.fail('a', { ...rest, startedAtMs: start + call }, start + 1000 + call);
    }
    assert.equal(cooldowns.get('a', start + 2000)?.failures, 1);
    assert.equal(cooldowns.get('a', start + 2000)?.untilMs, start + 16_000);
  });

  it('last as long as the provider asks for, shorter or longer', () => {
    const cooldowns = new Cooldowns();
    cooldowns.fail('a', { ...rest, startedAtMs: start, askedMs: 2000 }, start);
    assert.equal(cooldowns.get('a', start)?.untilMs, start + 2000);
    cooldowns.fail('b', { ...rest, startedAtMs: start, askedMs: 9_000_000 }, start);
    assert.equal(cooldowns.get('b', start)?.untilMs, start + 9_000_000);
  });

  it('are none where the user wants none', () => {
    const cooldowns = new Cooldowns();
    cooldowns.fail('a', { startedAtMs: start, firstMs: 0, why: '' }, start);
    assert.equal(cooldowns.get('a', start), undefined);
  });

  it('survive a restart with their count, and are forgotten when they are old', () => {
    const cooldowns = new Cooldowns();
    rests(cooldowns, 2);
    const saved: unknown = JSON.parse(JSON.stringify(cooldowns));
    const next = new Cooldowns();
    next.restore(saved, start + 46_000);
    next.fail('a', { ...rest, startedAtMs: start + 50_000 }, start + 50_000);
    assert.equal(next.get('a', start + 50_000)?.untilMs, start + 110_000);
    const muchLater = new Cooldowns();
    muchLater.restore(saved, start + 86_400_000);
    assert.equal(muchLater.isEmpty, true);
    for (const wrong of [undefined, {}, [1], [['a', { failures: 'x' }]]]) muchLater.restore(wrong, start);
    assert.equal(muchLater.isEmpty, true);
  });
});
