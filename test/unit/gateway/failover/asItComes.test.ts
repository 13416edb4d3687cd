import assert from 'node:assert/strict';
import type { AccountStanding } from '../../../../src/gateway/accounts/account.ts';
import { asItComes } from '../../../../src/gateway/failover/asItComes.ts';
import { DefaultAccounts } from '../../../helpers/defaultAccounts.ts';

const standings: readonly AccountStanding[] = [
  { state: 'active' },
  { state: 'cooling', untilMs: 5000, why: 'it answered 500' },
  { state: 'key rejected', message: 'bad key' },
  { state: 'limited', untilMs: 6000, limit: '5 requests a minute' },
];

describe('accounts that earlier failures pass over', () => {
  const [account] = new DefaultAccounts().accounts('one');
  assert.ok(account);
  const candidates = standings.map((standing) => ({
    account,
    standing,
    readyAtMs: 'untilMs' in standing ? standing.untilMs : 0,
  }));

  for (const one of [
    { onError: true, onRateLimit: true },
    { onError: false, onRateLimit: true },
    { onError: true, onRateLimit: false },
  ]) {
    it(`rest while failover is on: ${JSON.stringify(one)}`, () => {
      assert.equal(asItComes(one, candidates), candidates);
    });
  }

  it('are asked as ever where it is off, but for limits', () => {
    const asked = asItComes({ onError: false, onRateLimit: false }, candidates);
    assert.deepEqual(
      asked.map(({ readyAtMs }) => readyAtMs),
      [0, 0, 0, 6000],
    );
  });
});
