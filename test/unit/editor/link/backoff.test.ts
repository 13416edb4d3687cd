import assert from 'node:assert/strict';
import { Backoff } from '../../../../src/editor/link/backoff.ts';

describe('the wait before a crashed gateway starts again', () => {
  it('doubles after every crash in a row, up to half a minute', () => {
    const backoff = new Backoff(() => 0);
    const waits = Array.from({ length: 11 }, () => backoff.crashed());
    assert.deepEqual(waits, [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
  });

  it('begins anew after a run of a minute', () => {
    let nowMs = 0;
    const backoff = new Backoff(() => nowMs);
    backoff.crashed();
    backoff.crashed();
    backoff.started();
    nowMs = 60_000;
    assert.equal(backoff.crashed(), 100);
  });

  it('begins anew when the user asks for a start', () => {
    const backoff = new Backoff(() => 0);
    backoff.crashed();
    backoff.crashed();
    backoff.reset();
    assert.equal(backoff.crashed(), 100);
  });
});
