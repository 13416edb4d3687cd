import assert from 'node:assert/strict';
import type { ConfigInput } from '../../../../src/config/schema.ts';
import type { LimitsConfig } from '../../../../src/config/limitsSchema.ts';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { answered, testPool, type TestPool } from '../../../helpers/accountPool.ts';

function limited(limits: LimitsConfig): ConfigInput {
  return {
    providers: { p: { type: 'openai', accounts: { a: { apiKey: 'k', limits }, b: { apiKey: 'k' } } } },
  };
}

function tokens(promptTokens: number, answerTokens = 0) {
  return { size: { promptTokens, answerTokens } };
}

async function refusal(call: Promise<unknown>): Promise<GatewayError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    return error;
  }
  throw new Error('it was let through');
}

/** Lets promises that are settled go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

/** Begins calls that wait, and tells in which order they go. */
function begin({ acquire }: TestPool, names: readonly string[], maxWaitMs = 120_000): string[] {
  const gone: string[] = [];
  for (const name of names) void acquire('a', { maxWaitMs }).then(() => gone.push(name));
  return gone;
}

describe('limits', () => {
  it('refuse what does not fit now and may not wait, with what is used and when there is room', async () => {
    const { acquire } = testPool(limited({ requestsPerMinute: 2 }));
    await acquire('a');
    await acquire('a');
    const error = await refusal(acquire('a'));
    assert.equal(error.code, 'rate_limit_exceeded');
    assert.deepEqual(error.details, { current: 2, limit: 2, window: 'minute' });
    assert.equal(error.headers['retry-after'], '61');
    assert.match(error.message, /2 requests a minute of p:a is reached/);
    await acquire('b');
  });

  it('are waited for in the order of asking, when the wait is short', async () => {
    const pool = testPool(limited({ requestsPerMinute: 1 }));
    const gone = begin(pool, ['first', 'second', 'third'], 200_000);
    await settled();
    assert.deepEqual(gone, ['first']);
    assert.equal(pool.pool.waiting, 2);
    pool.clock.advance(60_250);
    await settled();
    assert.deepEqual(gone, ['first', 'second']);
    pool.clock.advance(60_500);
    await settled();
    assert.deepEqual(gone, ['first', 'second', 'third']);
    assert.equal(pool.pool.waiting, 0);
  });

  it('do not let a small call pass a large one that waits', async () => {
    const pool = testPool(limited({ tokensPerMinute: 100 }));
    await pool.acquire('a', tokens(60));
    const gone: string[] = [];
    void pool.acquire('a', { ...tokens(90), maxWaitMs: 90_000 }).then(() => gone.push('large'));
    void pool.acquire('a', { ...tokens(5), maxWaitMs: 90_000 }).then(() => gone.push('small'));
    await settled();
    assert.deepEqual(gone, []);
    pool.clock.advance(60_250);
    await settled();
    assert.deepEqual(gone, ['large', 'small']);
  });

  it('leave the queue with the client, and let the next one go in its place', async () => {
    const pool = testPool(limited({ requestsPerMinute: 1 }));
    await pool.acquire('a');
    const client = new AbortController();
    const left = pool.acquire('a', { maxWaitMs: 90_000, signal: client.signal });
    const gone = begin(pool, ['next'], 180_000);
    await settled();
    assert.equal(pool.pool.waiting, 2);
    const leaving = new Error('gone');
    client.abort(leaving);
    await assert.rejects(left, leaving);
    assert.equal(pool.pool.waiting, 1);
    pool.clock.advance(60_250);
    await settled();
    assert.deepEqual(gone, ['next']);
  });

  it('refuse at once who would wait too long behind the others', async () => {
    const pool = testPool(limited({ requestsPerMinute: 1 }));
    await pool.acquire('a');
    begin(pool, ['first'], 90_000);
    const error = await refusal(pool.acquire('a', { maxWaitMs: 90_000 }));
    assert.equal(error.headers['retry-after'], '121');
  });

  it('count what was used in the end: a failed call no tokens, one that was not sent nothing at all', async () => {
    const { acquire, clock } = testPool(limited({ tokensPerMinute: 100, requestsPerMinute: 3 }));
    (await acquire('a', tokens(50, 40))).succeeded({ inputTokens: 20, outputTokens: 10 }, {});
    (await acquire('a', tokens(50, 20))).failed(answered(400));
    (await acquire('a', tokens(50, 20))).released(false);
    await acquire('a', tokens(50, 20));
    const error = await refusal(acquire('a', tokens(1)));
    assert.deepEqual(error.details, { current: 3, limit: 3, window: 'minute' });
    clock.advance(61_000);
    await acquire('a', tokens(100));
  });

  it('refuse for good a prompt that alone is larger, and not one whose guessed answer is', async () => {
    const { acquire } = testPool(limited({ tokensPerMinute: 100 }));
    await acquire('a', tokens(50, 4000));
    const error = await refusal(acquire('a', { ...tokens(101), maxWaitMs: 900_000 }));
    assert.match(error.message, /The prompt alone is larger/);
    assert.equal(error.headers['retry-after'], undefined);
  });

  it('skip an account that is out for the day until its reset, over a restart', async () => {
    const config = limited({ requestsPerDay: 2, dayResetsAt: '00:00 America/Los_Angeles' });
    const { acquire, order, clock, state, candidates } = testPool(config);
    await acquire('a');
    assert.equal(order(), 'a b');
    await acquire('a');
    assert.equal(order(), 'b (a)');
    const next = testPool(config, { clock, state });
    assert.equal(next.order(), 'b (a)');
    const resetMs = candidates()[1]?.readyAtMs ?? 0;
    const local = new Date(resetMs).toLocaleTimeString('en-GB', { timeZone: 'America/Los_Angeles' });
    assert.equal(local, '00:00:00');
    clock.advance(resetMs - clock.now());
    assert.equal(next.order(), 'a b');
    assert.equal(order(), 'a b');
  });

  it('of a provider and of all together hold for every account', async () => {
    const accounts = { a: { apiKey: 'k' }, b: { apiKey: 'k' } };
    const provider = testPool({
      providers: { p: { type: 'openai', accounts, limits: { requestsPerMinute: 2 } } },
    });
    await provider.acquire('a');
    await provider.acquire('b');
    assert.match((await refusal(provider.acquire('a'))).message, /a minute of p is reached/);
    const total = testPool({ providers: { p: { type: 'openai', accounts } }, limits: { requestsPerDay: 1 } });
    await total.acquire('a');
    assert.match((await refusal(total.acquire('b'))).message, /a day of all providers together is reached/);
  });

  it('that a provider tells of are waited for, and never refuse', async () => {
    const pool = testPool({ providers: { p: { type: 'openai', apiKey: 'k' } } });
    const spent = {
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '20',
    };
    (await pool.acquire()).headCame(spent);
    assert.equal(pool.order(), '(default)');
    assert.equal(pool.order({ model: 'other' }), 'default');
    let hasGone = false;
    void pool.acquire('default', { maxWaitMs: 30_000 }).then(() => (hasGone = true));
    await settled();
    assert.equal(hasGone, false);
    pool.clock.advance(20_000);
    await settled();
    assert.equal(hasGone, true);
    (await pool.acquire()).headCame(spent);
    await pool.acquire('default', { maxWaitMs: 1000 });
  });

  it('are shown with what is used of them', async () => {
    const { acquire, pool, standing } = testPool(limited({ requestsPerMinute: 1, tokensPerDay: 500 }));
    await acquire('a', tokens(20, 10));
    assert.deepEqual(pool.standings().find(({ account }) => account.id === 'a')?.limits, [
      { what: 'requests', window: 'minute', used: 1, limit: 1 },
      { what: 'tokens', window: 'day', used: 30, limit: 500 },
    ]);
    assert.equal((standing('a') as { state: string }).state, 'limited');
    assert.deepEqual(standing('b'), { state: 'active' });
  });

  it('tell when they are over, so that what is shown stays true', async () => {
    const { acquire, pool, clock } = testPool(limited({ requestsPerMinute: 1 }));
    await acquire('a');
    let changes = 0;
    pool.onChange(() => changes++);
    pool.standings();
    clock.advance(60_250);
    assert.equal(changes, 1);
  });
});
