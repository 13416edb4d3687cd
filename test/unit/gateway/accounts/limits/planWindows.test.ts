import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPlanWindows } from '../../../../../src/gateway/accounts/limits/planWindows.ts';
import { ReportedLimitTable } from '../../../../../src/gateway/accounts/limits/reportedLimitTable.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const size = { promptTokens: 1, answerTokens: 1 };
const inHours = (hours: number): { readonly atMs: number; readonly text: string } => {
  const atMs = now + hours * 3_600_000;
  return { atMs, text: String(atMs / 1000) };
};
const claude = (changes: Record<string, string> = {}): Record<string, string> => ({
  'anthropic-ratelimit-unified-status': 'rejected',
  'anthropic-ratelimit-unified-5h-status': 'rejected',
  'anthropic-ratelimit-unified-5h-utilization': '1.0',
  'anthropic-ratelimit-unified-5h-reset': inHours(2).text,
  'anthropic-ratelimit-unified-7d-status': 'allowed_warning',
  'anthropic-ratelimit-unified-7d-utilization': '0.9',
  'anthropic-ratelimit-unified-7d-reset': inHours(80).text,
  'anthropic-ratelimit-unified-representative-claim': 'five_hour',
  ...changes,
});
const codex = (used: string, changes: Record<string, string> = {}): Record<string, string> => ({
  'x-codex-primary-used-percent': '12.5',
  'x-codex-primary-window-minutes': '300',
  'x-codex-primary-reset-at': inHours(3).text,
  'x-codex-secondary-used-percent': used,
  'x-codex-secondary-window-minutes': '10080',
  'x-codex-secondary-reset-at': inHours(100).text,
  ...changes,
});

describe('the windows of a subscription', () => {
  it('are read from what Claude’s plans tell', () => {
    assert.deepEqual(readPlanWindows(claude(), now), [
      { name: '5 hours', isUsedUp: true, resetAtMs: inHours(2).atMs },
      { name: '7 days', isUsedUp: false, resetAtMs: inHours(80).atMs },
    ]);
  });

  it('are read from what ChatGPT’s plans tell', () => {
    assert.deepEqual(readPlanWindows(codex('100'), now), [
      { name: '5 hours', isUsedUp: false, resetAtMs: inHours(3).atMs },
      { name: '7 days', isUsedUp: true, resetAtMs: inHours(100).atMs },
    ]);
  });

  it('do not hold up who pays for what is beyond the plan', () => {
    const paid = { 'anthropic-ratelimit-unified-status': 'allowed' };
    assert.ok(readPlanWindows(claude(paid), now).every(({ isUsedUp }) => !isUsedUp));
    const credits = { 'x-codex-credits-has-credits': 'True' };
    assert.ok(readPlanWindows(codex('100', credits), now).every(({ isUsedUp }) => !isUsedUp));
  });

  it('are not made of headers that are not understood', () => {
    assert.deepEqual(
      readPlanWindows(claude({ 'anthropic-ratelimit-unified-5h-reset': 'soon' }), now).length,
      1,
    );
    assert.deepEqual(readPlanWindows({ 'x-codex-primary-used-percent': '100' }, now), []);
    assert.deepEqual(readPlanWindows({ 'content-type': 'text/plain' }, now), []);
  });

  it('hold for every model of the account and no other, until they begin anew', () => {
    const table = new ReportedLimitTable();
    table.note('claude:max', 'opus', claude(), now);
    for (const model of ['opus', 'haiku']) {
      const limits = table.get('claude:max', model);
      assert.equal(limits?.readyAtMs(size, now), inHours(0.5).atMs, 'asked again after half an hour');
      assert.equal(limits.blocking(size, now), 'usage in 5 hours');
      assert.equal(limits.blocking(size, inHours(0.5).atMs), undefined);
    }
    assert.equal(table.get('claude:other', 'opus'), undefined);
    assert.deepEqual(table.longest('claude:max', size, now), {
      untilMs: inHours(2).atMs,
      limit: "the provider's limit of usage in 5 hours",
    });
    const soon = { 'anthropic-ratelimit-unified-5h-reset': inHours(0.1).text };
    table.note('claude:max', 'haiku', claude(soon), now);
    assert.equal(table.get('claude:max', 'opus')?.readyAtMs(size, now), inHours(0.1).atMs);
    table.note('claude:max', 'haiku', claude({ 'anthropic-ratelimit-unified-5h-status': 'allowed' }), now);
    assert.equal(table.get('claude:max', 'opus')?.readyAtMs(size, now), now);
  });

  it('of one family of models hold for those alone', () => {
    const table = new ReportedLimitTable();
    table.note(
      'claude:max',
      'claude-opus-4-5',
      {
        'anthropic-ratelimit-unified-7d_opus-utilization': '1',
        'anthropic-ratelimit-unified-7d_opus-reset': inHours(50).text,
      },
      now,
    );
    assert.equal(table.get('claude:max', 'claude-opus-4-5')?.readyAtMs(size, now), inHours(0.5).atMs);
    assert.equal(table.get('claude:max', 'claude-haiku-4-5')?.readyAtMs(size, now), now);
  });
});
