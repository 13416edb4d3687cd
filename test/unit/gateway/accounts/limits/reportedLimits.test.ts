import assert from 'node:assert/strict';
import {
  readReportedLimits,
  ReportedLimits,
} from '../../../../../src/gateway/accounts/limits/reportedLimits.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const size = { promptTokens: 300, answerTokens: 200 };

function readyAfterMs(headers: Record<string, string>, atMs = now): number {
  const limits = new ReportedLimits();
  limits.note(headers, now);
  return limits.readyAtMs(size, atMs) - atMs;
}

describe('readReportedLimits', () => {
  it("reads OpenAI's and Groq's requests and tokens", () => {
    const found = readReportedLimits(
      {
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-limit-tokens': '150000',
        'x-ratelimit-remaining-tokens': '149984',
        'x-ratelimit-reset-tokens': '6m0s',
        'content-type': 'application/json',
      },
      now,
    );
    assert.deepEqual(found, [
      {
        name: 'requests',
        counted: 'requests',
        limit: 60,
        remaining: 59,
        reset: { atMs: now + 1000, gradual: true },
      },
      {
        name: 'tokens',
        counted: 'tokens',
        limit: 150_000,
        remaining: 149_984,
        reset: { atMs: now + 360_000, gradual: true },
      },
    ]);
  });

  it("reads Anthropic's, each kind of token apart", () => {
    const found = readReportedLimits(
      {
        'anthropic-ratelimit-input-tokens-limit': '30000',
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': '2026-11-21T12:00:30Z',
      },
      now,
    );
    assert.deepEqual(found, [
      {
        name: 'input-tokens',
        counted: 'input-tokens',
        limit: 30_000,
        remaining: 0,
        reset: { atMs: now + 30_000, gradual: true },
      },
    ]);
  });

  it('reads windows in names (Cerebras, Mistral) and a single limit (OpenRouter)', () => {
    const cerebras = {
      'x-ratelimit-remaining-requests-day': '5',
      'x-ratelimit-reset-requests-day': '33011.38',
    };
    assert.equal(readReportedLimits(cerebras, now)[0]?.name, 'requests-day');
    const mistral = { 'x-ratelimit-limit-req-minute': '60', 'x-ratelimit-remaining-req-minute': '0' };
    assert.deepEqual(readReportedLimits(mistral, now)[0]?.reset, { atMs: now + 60_000, gradual: true });
    const openRouter = {
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now + 5_000_000),
    };
    assert.deepEqual(readReportedLimits(openRouter, now)[0]?.reset, {
      atMs: now + 5_000_000,
      gradual: false,
    });
  });

  it('finds nothing in headers that are not understood', () => {
    assert.deepEqual(
      readReportedLimits({ 'x-ratelimit-remaining-tokens': 'many', 'retry-after': '3' }, now),
      [],
    );
  });
});

describe('ReportedLimits', () => {
  it('let a call go that fits into what remains', () => {
    assert.equal(
      readyAfterMs({ 'x-ratelimit-remaining-tokens': '500', 'x-ratelimit-reset-tokens': '10s' }),
      0,
    );
  });

  it('wait for a window to end, and for a bucket only until it holds enough', () => {
    const window = { 'x-ratelimit-limit-tokens-minute': '1000', 'x-ratelimit-remaining-tokens-minute': '0' };
    assert.equal(readyAfterMs({ ...window, 'x-ratelimit-reset-tokens-minute': '20' }), 20_000);
    const bucket = { 'x-ratelimit-limit-tokens': '1000', 'x-ratelimit-remaining-tokens': '0' };
    assert.equal(readyAfterMs({ ...bucket, 'x-ratelimit-reset-tokens': '20s' }), 10_000);
  });

  it('count what was sent since they were told', () => {
    const limits = new ReportedLimits();
    limits.note({ 'ratelimit-limit': '10', 'ratelimit-remaining': '1', 'ratelimit-reset': '30' }, now);
    assert.equal(limits.readyAtMs(size, now), now);
    limits.take(size);
    assert.equal(limits.readyAtMs(size, now), now + 30_000);
    assert.equal(limits.blocking(size, now), 'requests');
  });

  it('ask for no more than the whole limit, and are over when they reset', () => {
    const small = { 'x-ratelimit-limit-tokens': '100', 'x-ratelimit-remaining-tokens': '100' };
    assert.equal(readyAfterMs({ ...small, 'x-ratelimit-reset-tokens': '9s' }), 0);
    const spent = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' };
    assert.equal(readyAfterMs(spent, now + 7000), 0);
  });
});
