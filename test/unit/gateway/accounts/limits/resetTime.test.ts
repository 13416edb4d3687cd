import assert from 'node:assert/strict';
import { parseResetTime, retryAfterMs } from '../../../../../src/gateway/accounts/limits/resetTime.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 0);

describe('parseResetTime', () => {
  const cases: readonly (readonly [string, number, boolean])[] = [
    ['6m0s', 360_000, true],
    ['12ms', 12, true],
    ['1h2m3.5s', 3_723_500, true],
    ['2m59.56s', 179_560, true],
    ['11.382867097854614', 11_382.867097854614, false],
    ['0', 0, false],
  ];
  for (const [text, afterMs, gradual] of cases) {
    it(`reads ${text} as a time from now`, () => {
      assert.deepEqual(parseResetTime(text, now), { atMs: now + afterMs, gradual });
    });
  }

  it('reads RFC 3339, Unix seconds and Unix milliseconds as moments', () => {
    assert.deepEqual(parseResetTime('2026-11-21T12:01:00Z', now), { atMs: now + 60_000, gradual: true });
    assert.deepEqual(parseResetTime(String(now / 1000 + 9), now), { atMs: now + 9000, gradual: false });
    assert.deepEqual(parseResetTime(String(now + 777), now), { atMs: now + 777, gradual: false });
  });

  it('knows nothing of other texts', () => {
    for (const text of ['', 'soon', '5 minutes', '-3']) {
      assert.equal(parseResetTime(text, now), undefined, text);
    }
  });
});

describe('retryAfterMs', () => {
  it('takes milliseconds before seconds, and seconds with a fraction', () => {
    assert.equal(retryAfterMs({ 'retry-after-ms': '250', 'retry-after': '9' }, now), 250);
    assert.equal(retryAfterMs({ 'retry-after': '1.5' }, now), 1500);
  });

  it('reads an HTTP date, one that has passed as no wait', () => {
    assert.equal(retryAfterMs({ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, now), 30_000);
    assert.equal(retryAfterMs({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, now), 0);
  });

  it('believes eight days at most, and nothing that it cannot read', () => {
    assert.equal(retryAfterMs({ 'retry-after': '99999999' }, now), 8 * 86_400_000);
    assert.equal(retryAfterMs({ 'retry-after': 'later' }, now), undefined);
    assert.equal(retryAfterMs({ 'retry-after': '' }, now), undefined);
    assert.equal(retryAfterMs({}, now), undefined);
  });
});
