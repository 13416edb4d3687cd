import assert from 'node:assert/strict';
import { DayReset } from '../../../../../src/gateway/accounts/limits/dayReset.ts';

function dayOf(text: string | undefined, now: string): [string, string] {
  const { startMs, endMs } = new DayReset(text).dayOf(Date.parse(now));
  return [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
}

describe('DayReset', () => {
  it('begins a day at midnight UTC by default', () => {
    assert.deepEqual(dayOf(undefined, '2026-11-21T15:00:00Z'), [
      '2026-11-21T00:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
    ]);
  });

  it('begins it at the time of day of a zone', () => {
    assert.deepEqual(dayOf('00:00 America/Los_Angeles', '2026-11-21T07:59:59Z'), [
      '2026-11-20T08:00:00.000Z',
      '2026-11-21T08:00:00.000Z',
    ]);
    assert.deepEqual(dayOf('07:30 Asia/Kolkata', '2026-11-21T02:00:00Z'), [
      '2026-11-21T02:00:00.000Z',
      '2026-11-22T02:00:00.000Z',
    ]);
  });

  it('has days of 23 and 25 hours where the clocks change', () => {
    assert.deepEqual(dayOf('00:00 Europe/Berlin', '2026-03-29T12:00:00Z'), [
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    assert.deepEqual(dayOf('00:00 Europe/Berlin', '2026-10-25T12:00:00Z'), [
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('has a next day for every moment, also when asked in order', () => {
    const reset = new DayReset('03:00 America/New_York');
    let before = reset.dayOf(Date.UTC(2026, 0, 1));
    for (let hour = 0; hour < 9000; hour++) {
      const nowMs = Date.UTC(2026, 0, 1) + hour * 3_600_000;
      const day = reset.dayOf(nowMs);
      assert.ok(day.startMs <= nowMs && nowMs < day.endMs);
      if (day.startMs !== before.startMs) assert.equal(day.startMs, before.endMs);
      before = day;
    }
  });

  it('refuses a zone that does not exist', () => {
    assert.throws(() => new DayReset('00:00 Mars/Base'), RangeError);
  });
});
