import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AccountStatus } from '../../../../src/protocol/status.ts';
import { troubledAccounts } from '../../../../webview-ui/src/model/stateTexts.ts';
import { targetState } from '../../../../webview-ui/src/model/targetState.ts';
import { providerStatus } from '../../../helpers/editor/gatewayStatus.ts';

const now = new Date(2026, 10, 21, 12).getTime();

function account(id: string, changes: Partial<AccountStatus> = {}): AccountStatus {
  return { id, name: id, endpoint: '', state: 'active', limits: [], ...changes };
}

const resting = { state: 'cooling', untilMs: now + 60_000, message: 'rate limited' } as const;

describe("How a route's target stands", () => {
  const stateOf = (...accounts: AccountStatus[]): string | undefined =>
    targetState({ model: 'openai/gpt-5' }, [providerStatus({ id: 'openai', accounts })], [], now)?.text;

  it('is how its provider does, as long as one account of it can be used', () => {
    assert.equal(stateOf(account('a', resting), account('b')), 'Reachable');
    assert.equal(stateOf(account('a')), 'Reachable');
  });

  it('says why none can be used', () => {
    const off = account('c', { state: 'disabled' });
    assert.match(
      stateOf(account('a', resting), account('b', { state: 'limited' }), off) ?? '',
      /^Rests until .*: rate limited$/,
    );
  });
});

describe('The accounts of a provider that are shown in the list', () => {
  it('are those that cannot be used, and a missing key only where others have one', () => {
    const ids = (...accounts: AccountStatus[]): string[] =>
      troubledAccounts(providerStatus({ id: 'openai', accounts })).map(({ id }) => id);
    const keyless = account('k', { state: 'key missing' });
    assert.deepEqual(ids(keyless), []);
    assert.deepEqual(
      ids(keyless, account('a', resting), account('b'), account('off', { state: 'disabled' })),
      ['k', 'a'],
    );
  });
});
