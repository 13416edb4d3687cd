import type { Cost, Estimate, Ledger, Reservation, Spent } from './ledger.ts';

const unknown: Cost = { kind: 'unknown' };
const estimate: Estimate = { promptTokens: 0, answerTokens: 0, cost: unknown };
const reservation: Reservation = { settle: () => unknown, release: () => undefined };
const nothing: Spent = { usd: 0, tokens: 0, requests: 0, hasUnknown: false };

/** Knows no price and has no budget. */
export const unpricedLedger: Ledger = {
  estimate: () => estimate,
  costOf: () => unknown,
  reserve: () => reservation,
  spentThisMonth: () => nothing,
  leftThisMonthUsd: () => undefined,
};
