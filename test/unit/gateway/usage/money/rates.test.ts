import assert from 'node:assert/strict';
import {
  costAtRates,
  knowsTier,
  flatRates,
  ownRates,
  type Rates,
} from '../../../../../src/gateway/usage/money/rates.ts';
import type { Usage } from '../../../../../src/gateway/wire/exchange.ts';

const rates: Rates = {
  input: { base: 3, tiers: [{ start: 200_000, price: 6 }] },
  output: { base: 15, tiers: [{ start: 200_000, price: 22.5 }] },
  cacheRead: 0.3,
  cacheWrite: 3.75,
  hourCacheWrite: 6,
};

describe('the cost of tokens', () => {
  const near = (actual: number, expected: number): void => {
    assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
  };

  it('is input and output at their own rates', () => {
    near(costAtRates(rates, { inputTokens: 1000, outputTokens: 100 }), 0.003 + 0.0015);
  });

  it('counts what a cache gave and took at its own rates, and an hour of keeping at another', () => {
    const usage = {
      inputTokens: 172_000,
      cachedInputTokens: 155_000,
      cacheWriteTokens: 3000,
      hourCacheWriteTokens: 1000,
      outputTokens: 0,
    };
    near(costAtRates(rates, usage), 0.042 + 0.0465 + 0.0075 + 0.006);
  });

  it('takes the long-context rate for all of a prompt that is over its bound, the answer included', () => {
    near(costAtRates(rates, { inputTokens: 200_000, outputTokens: 1000 }), 0.6 + 0.015);
    near(costAtRates(rates, { inputTokens: 200_001, outputTokens: 1000 }), 1.200006 + 0.0225);
  });

  it('takes the whole’s rate where a part has none, and adds the price of the request', () => {
    const own = ownRates({ input: 1, output: 2, perRequest: 0.01 });
    const usage = {
      inputTokens: 1000,
      cachedInputTokens: 400,
      cacheWriteTokens: 100,
      outputTokens: 500,
      reasoningTokens: 300,
    };
    near(costAtRates(own, usage), 0.001 + 0.001 + 0.01);
  });

  it('takes the share of a way of processing from the tokens alone, and says whether it is known', () => {
    const own = {
      ...ownRates({ input: 1, output: 2, perRequest: 0.01 }),
      tierShares: { batch: 0.5, flex: 1 },
    };
    const usage = { inputTokens: 1000, outputTokens: 500 };
    near(costAtRates(own, { ...usage, billingTier: 'batch' }), 0.001 + 0.01);
    near(costAtRates(own, { ...usage, billingTier: 'flex' }), 0.002 + 0.01);
    near(costAtRates(own, { ...usage, billingTier: 'priority' }), 0.002 + 0.01);
    assert.deepEqual(
      [{}, { billingTier: 'batch' }, { billingTier: 'priority' }].map((one) => knowsTier(own, one as Usage)),
      [true, true, false],
    );
  });

  it('never counts a part as more than its whole', () => {
    near(costAtRates(rates, { inputTokens: 100, cachedInputTokens: 1000, cacheWriteTokens: 50 }), 0.00003);
  });

  it('is nothing at a flat rate', () => {
    assert.equal(costAtRates(flatRates, { inputTokens: 1_000_000, outputTokens: 1_000_000 }), 0);
  });
});
