import assert from 'node:assert/strict';
import { formatTime } from '../../../../../src/gateway/wire/ollama/answerFacts.ts';

describe('formatTime', () => {
  it('writes RFC 3339 with nanoseconds', () => {
    assert.equal(formatTime(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000), '2026-01-02T03:04:05.000000000Z');
  });

  it('has a time for whatever number a provider sends', () => {
    assert.equal(formatTime(1e308), '9999-12-31T23:59:59.000000000Z');
    assert.equal(formatTime(-1e308), '1970-01-01T00:00:00.000000000Z');
  });
});
