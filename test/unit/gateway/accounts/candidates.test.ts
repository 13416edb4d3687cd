import assert from 'node:assert/strict';
import type { AccountConfig } from '../../../../src/config/accountSchema.ts';
import type { ConfigInput, ProviderConfig } from '../../../../src/config/schema.ts';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { noLatencyPriors } from '../../../helpers/noLatencyPriors.ts';
import type { Ledger } from '../../../../src/gateway/usage/money/ledger.ts';
import { unpricedLedger } from '../../../helpers/unpricedLedger.ts';
import { answered, target, testPool } from '../../../helpers/accountPool.ts';
import { MemoryState } from '../../../helpers/memoryState.ts';

function withAccounts(
  accounts: Record<string, AccountConfig>,
  provider: Partial<ProviderConfig> = {},
): ConfigInput {
  const keyed = Object.fromEntries(
    Object.entries(accounts).map(([id, account]) => [id, { apiKey: `key of ${id}`, ...account }]),
  );
  return { providers: { p: { type: 'openai', accounts: keyed, ...provider } } };
}

function spending(usd: Record<string, number | undefined>, tokens: Record<string, number> = {}): Ledger {
  return {
    ...unpricedLedger,
    spentThisMonth: ({ account = '' }) => ({
      usd: usd[account] ?? 0,
      tokens: tokens[account] ?? 0,
      requests: 0,
      hasUnknown: account in usd && usd[account] === undefined,
    }),
  };
}

describe('candidates', () => {
  it('are the account "default" of a provider without accounts, the same object each time', () => {
    const { candidates, order } = testPool({ providers: { p: { type: 'openai', apiKey: 'k' } } });
    assert.equal(order(), 'default');
    assert.equal(candidates(), candidates());
  });

  it('are none of a provider that is not configured, and none without a key', () => {
    const { pool, order } = testPool({ providers: { p: { type: 'openai' } } });
    assert.equal(order(), '');
    assert.deepEqual(
      pool.candidates({ provider: 'gone', model: 'm' }, { size: { promptTokens: 0, answerTokens: 0 } }),
      [],
    );
  });

  it('come by priority, then in the order written, without the disabled ones', () => {
    const { order } = testPool(
      withAccounts({ a: { priority: 2 }, b: {}, c: { enabled: false }, d: { priority: -1 }, e: {} }),
    );
    assert.equal(order(), 'd b e a');
  });

  it('are the one account that is wanted, and none when that may not be used', () => {
    const { order } = testPool(withAccounts({ a: {}, b: {}, off: { enabled: false } }));
    assert.equal(order({ only: 'b' }), 'b');
    assert.equal(order({ only: 'off' }), '');
    assert.equal(order({ only: 'gone' }), '');
  });

  it('take turns with round-robin', () => {
    const { order } = testPool(withAccounts({ a: {}, b: {}, c: {} }, { accountStrategy: 'round-robin' }));
    assert.deepEqual([order(), order(), order(), order()], ['a b c', 'b c a', 'c a b', 'a b c']);
  });

  it('are ordered by what was spent with least-used, by tokens when one is flat', () => {
    const ledger = spending({ a: 3, b: 1 }, { a: 10, b: 20 });
    const priced = testPool(withAccounts({ a: {}, b: {} }, { accountStrategy: 'least-used' }), { ledger });
    assert.equal(priced.order(), 'b a');
    const flat = testPool(withAccounts({ a: {}, b: { flatRate: true } }, { accountStrategy: 'least-used' }), {
      ledger,
    });
    assert.equal(flat.order(), 'a b');
    const unknown = testPool(withAccounts({ a: {}, b: {} }, { accountStrategy: 'least-used' }), {
      ledger: spending({ a: undefined, b: 1 }, { a: 10, b: 20 }),
    });
    assert.equal(unknown.order(), 'a b');
  });

  it('are ordered by what is left with budget-aware, and by speed with fastest', () => {
    const budget = testPool(withAccounts({ a: {}, b: {} }, { accountStrategy: 'budget-aware' }), {
      ledger: { ...unpricedLedger, leftThisMonthUsd: (_provider, account) => (account === 'a' ? 1 : 5) },
    });
    assert.equal(budget.order(), 'b a');
    const fastest = testPool(withAccounts({ a: {}, b: {} }, { accountStrategy: 'fastest' }), {
      latency: {
        ...noLatencyPriors,
        of: (_target, account) => {
          const p50 = account === 'a' ? 900 : 200;
          return { firstTokenMs: { p50, p95: p50, p99: p50, count: 5 } };
        },
      },
    });
    assert.equal(fastest.order(), 'b a');
  });

  it('keep a conversation with the account that answered it, while that is well', async () => {
    const { order, call, clock } = testPool(withAccounts({ a: {}, b: {}, c: {} }));
    await call('b', 'succeeds', { conversation: 'talk' });
    assert.equal(order({ conversation: 'talk' }), 'b a c');
    assert.equal(order({ conversation: 'other' }), 'a b c');
    await call('b', answered(500), { conversation: 'talk' });
    assert.equal(order({ conversation: 'talk' }), 'a c (b)');
    clock.advance(15_000);
    assert.equal(order({ conversation: 'talk' }), 'b a c');
    clock.advance(3_600_000);
    assert.equal(order({ conversation: 'talk' }), 'a b c');
  });

  it('are never asked for a conversation by a provider with one account', () => {
    const { pool } = testPool({ providers: { p: { type: 'openai', apiKey: 'k' } } });
    pool.candidates(target, {
      size: { promptTokens: 0, answerTokens: 0 },
      conversation: () => {
        throw new Error('computed in vain');
      },
    });
  });

  it('put those that rest behind the others, the earliest first', async () => {
    const { order, call } = testPool(withAccounts({ a: {}, b: {}, c: {} }));
    await call('a', answered(429, { 'retry-after': '60' }));
    await call('b', answered(503));
    assert.equal(order(), 'c (b) (a)');
    assert.equal(order({ model: 'other' }), 'a b c');
  });

  it('rest for all models when the server cannot be reached', async () => {
    const { order, call } = testPool(withAccounts({ a: {}, b: {} }));

    await call('a', new GatewayError('provider_unavailable', 'refused'));
    assert.equal(order({ model: 'other' }), 'b (a)');
  });

  it('do not rest for what is the fault of the request or of nobody', async () => {
    const { order, call, acquire } = testPool(withAccounts({ a: {}, b: {} }));
    for (const status of [400, 404, 413, 422]) await call('a', answered(status));
    (await acquire('a')).released();
    assert.equal(order(), 'a b');
  });

  it('rest anew after a restart, as long as was left', async () => {
    const config = withAccounts({ a: {}, b: {} });
    const { call, clock, state } = testPool(config);
    await call('a', answered(429, { 'retry-after': '60' }));
    clock.advance(20_000);
    const next = testPool(config, { clock, state });
    assert.equal(next.order(), 'b (a)');
    clock.advance(40_000);
    assert.equal(next.order(), 'a b');
  });

  it('are shown as they are before the first request after a restart, and as another process leaves them', async () => {
    const config = withAccounts({ a: { limits: { requestsPerDay: 1, requestsPerMinute: 9 } }, b: {} });
    const { call, clock, state } = testPool(config);
    await call('a', 'succeeds');
    await call('b', answered(429, { 'retry-after': '60' }));
    const { standing, order, pool } = testPool(config, { clock, state });
    const states = (): unknown[] =>
      ['a', 'b'].map((account) => (standing(account) as { readonly state: string }).state);
    assert.deepEqual(states(), ['limited', 'cooling']);
    clock.advance(2000);
    await call('b', 'succeeds');
    assert.deepEqual(states(), ['limited', 'active']);
    assert.equal(order(), 'b (a)');
    assert.deepEqual(
      pool.standings().flatMap(({ limits }) => limits.map(({ used }) => used)),
      [1, 1],
    );
  });

  it('put an account whose key was refused last, until its key or its endpoint changes', async () => {
    const { order, call, configure, standing } = testPool(withAccounts({ a: {}, b: {} }));
    await call('a', answered(401));
    assert.equal(order({ model: 'other' }), 'b (a)');
    assert.deepEqual(standing('a'), { state: 'key rejected', message: 'status 401' });
    configure(withAccounts({ a: {}, b: {} }));
    assert.equal(order(), 'b (a)');
    configure(withAccounts({ a: { apiKey: 'another' }, b: {} }));
    assert.equal(order(), 'a b');
  });

  it('put it last after a restart, too, and keep nothing of the key on disk', async () => {
    const config = withAccounts({ a: {}, b: {} });
    const { call, clock, state } = testPool(config);
    await call('a', answered(401));
    assert.doesNotMatch(JSON.stringify(state.load('accounts.rejections')), /key of a/);
    const restarted = { clock, state };
    assert.equal(testPool(config, restarted).order(), 'b (a)');
    assert.equal(testPool(withAccounts({ a: { apiKey: 'another' }, b: {} }), restarted).order(), 'a b');
  });

  it('clear a refused key by a success or a test', async () => {
    const { order, call, pool } = testPool(withAccounts({ a: {}, b: {} }));
    await call('a', answered(402));
    await call('a', 'succeeds');
    assert.equal(order(), 'a b');
    await call('a', answered(429, {}, 'insufficient_quota'));
    assert.equal(order(), 'b (a)');
    pool.recovered('p', 'a');
    assert.equal(order(), 'a b');
  });

  it('take a 403 of an account that has answered before for the model alone', async () => {
    const { order, call } = testPool(withAccounts({ a: {}, b: {} }));
    await call('b', answered(403));
    assert.equal(order({ model: 'other' }), 'a (b)');
    await call('a', 'succeeds', { model: 'other' });
    await call('a', answered(403));
    assert.equal(order(), '(a) (b)');
    assert.equal(order({ model: 'other' }), 'a (b)');
  });

  it('do not judge the keys that clients bring themselves', async () => {
    const { order, call } = testPool({ providers: { p: { type: 'openai', auth: 'passthrough' } } });
    await call('default', answered(401));
    assert.equal(order(), 'default');
  });

  it('are over budget until the next month when nothing is left', () => {
    const ledger: Ledger = {
      ...unpricedLedger,
      leftThisMonthUsd: (_provider, account) => (account === 'a' ? 0 : undefined),
    };
    const { order, standing, clock } = testPool(withAccounts({ a: { monthlyBudgetUsd: 5 }, b: {} }), {
      ledger,
    });
    assert.equal(order(), 'b (a)');
    const now = new Date(clock.now());
    const untilMs = new Date(now.getFullYear(), now.getMonth() + 1, 1).getTime();
    assert.deepEqual(standing('a'), { state: 'over budget', untilMs });
  });

  it('rest as long as the call says that failed', async () => {
    const { order, call, clock } = testPool(withAccounts({ a: {}, b: {} }));
    await call('a', answered(500), { cooldownSeconds: 2 });
    clock.advance(2000);
    assert.equal(order(), 'a b');
  });

  it('nothing of an earlier run that makes no sense stands in the way', () => {
    const state = new MemoryState();
    state.save('accounts.cooldowns', { wrong: true });
    state.save('accounts.limits', 'wrong');
    assert.equal(testPool(withAccounts({ a: {}, b: {} }), { state }).order(), 'a b');
  });
});
