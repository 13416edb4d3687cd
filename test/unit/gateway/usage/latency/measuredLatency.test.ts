import assert from 'node:assert/strict';
import { MeasuredLatency } from '../../../../../src/gateway/usage/latency/measuredLatency.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { MemoryState } from '../../../../helpers/memoryState.ts';

const minuteMs = 60_000;
const target = { provider: 'openai', model: 'gpt-5' };

function near(actual: number | undefined, expected: number): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 0.03 * expected,
    `${actual} is not ${expected}`,
  );
}

describe('how quickly models answer', () => {
  let clock: ManualClock;
  let state: MemoryState;
  let latency: MeasuredLatency;
  beforeEach(() => {
    clock = new ManualClock();
    state = new MemoryState();
    latency = new MeasuredLatency(state, () => clock.now());
  });

  it('is nothing of a model that was never measured', () => {
    assert.deepEqual(latency.of(target), {});
  });

  it('is told in percentiles that are right to 3 %', () => {
    for (let value = 1; value <= 1000; value++)
      latency.note(target, 'work', { firstTokenMs: value, tokensPerSecond: value / 10 });
    const { firstTokenMs, tokensPerSecond } = latency.of(target);
    near(firstTokenMs?.p50, 500);
    near(firstTokenMs?.p95, 950);
    near(firstTokenMs?.p99, 990);
    near(tokensPerSecond?.p50, 50);
    assert.equal(firstTokenMs?.count, 1000);
  });

  it('is of one account where it is named, else of all', () => {
    latency.note(target, 'slow', { firstTokenMs: 4000 });
    latency.note(target, 'quick', { firstTokenMs: 200 });
    near(latency.of(target, 'quick').firstTokenMs?.p50, 200);
    assert.equal(latency.of(target).firstTokenMs?.count, 2);
    assert.deepEqual(latency.of(target, 'other'), {});
  });

  it('is that of the last half hour where enough was measured in it, else of the day', () => {
    for (let call = 0; call < 20; call++) latency.note(target, 'work', { firstTokenMs: 5000 });
    clock.advance(60 * minuteMs);
    for (let call = 0; call < 9; call++) latency.note(target, 'work', { firstTokenMs: 100 });
    assert.equal(latency.of(target).firstTokenMs?.count, 29);
    latency.note(target, 'work', { firstTokenMs: 100 });
    near(latency.of(target).firstTokenMs?.p50, 100);
    assert.equal(latency.of(target).firstTokenMs?.count, 10);
    clock.advance(26 * 60 * minuteMs);
    assert.equal(latency.of(target).firstTokenMs, undefined);
  });

  it('survives a restart', () => {
    for (let call = 0; call < 20; call++)
      latency.note(target, 'work', { firstTokenMs: 300, tokensPerSecond: 80 });
    const before = latency.of(target, 'work');
    state.flush();
    const again = new MeasuredLatency(state, () => clock.now());
    assert.deepEqual(again.of(target, 'work'), before);
  });

  it('needs a bounded place however many models are named', () => {
    for (let model = 0; model < 2000; model++)
      latency.note({ provider: 'p', model: `m${model}` }, 'a', { firstTokenMs: model + 1 });
    state.flush();
    const kept: unknown = JSON.parse(state.written.get('latency') ?? '');
    assert.ok(Array.isArray(kept) && kept.length === 500);
    assert.deepEqual(latency.of({ provider: 'p', model: 'm0' }), {});
    near(latency.of({ provider: 'p', model: 'm1999' }).firstTokenMs?.p50, 2000);
  });

  it('leaves out what is no measurement', () => {
    latency.note(target, 'work', { firstTokenMs: 0, tokensPerSecond: Infinity });
    latency.note(target, 'work', { firstTokenMs: Number.NaN });
    assert.equal(latency.of(target).firstTokenMs, undefined);
    assert.equal(latency.of(target).tokensPerSecond, undefined);
  });
});
