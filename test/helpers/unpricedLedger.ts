import type { Cost, Ledger, Spent } from '../../src/gateway/usage/money/ledger.ts';

const unknown: Cost = { kind: 'unknown' };
const nothing: Spent = { usd: 0, tokens: 0, requests: 0, hasUnknown: false };

/** Knows no price and has no budget. */
export const unpricedLedger: Ledger = {
  ready: undefined,
  estimate: (_target, size) => ({ promptTokens: 0, answerTokens: 0, cost: unknown, size }),
  sharpen: () => undefined,
  costOf: () => unknown,
  reserve: (_spender, estimate) => ({
    estimate,
    exceeded: [],
    settle: () => unknown,
    release: () => undefined,
  }),
  cheaper: () => [],
  spentToday: () => nothing,
  spentThisMonth: () => nothing,
  leftThisMonthUsd: () => undefined,
};
