import type { OrderStrategy } from '../../../src/config/routeSchema.ts';
import type { AccountTraits } from './simulatedAccounts.ts';

/** What a strategy shares out. */
export type Shared = 'requests' | 'spend';

/**
 * The share of each account by a strategy's definition, while all of them are well; sums to 1. `budget-aware` spends from the
 * account that has most left, so that in the end those that were asked have equally much left.
 * @param totalUsd what all accounts have spent together
 */
export function expectedShares(
  strategy: OrderStrategy,
  accounts: readonly AccountTraits[],
  totalUsd: number,
): { readonly of: Shared; readonly shares: readonly number[] } {
  const equal = accounts.map(() => 1 / accounts.length);
  const first = accounts.map((_account, index) => (index === 0 ? 1 : 0));
  switch (strategy) {
    // All have the same price, and ties keep the order of priority.
    case 'cheapest':
    case 'priority':
      return { of: 'requests', shares: first };
    case 'round-robin':
      return { of: 'requests', shares: equal };
    case 'least-used':
      return { of: 'spend', shares: equal };
    case 'budget-aware': {
      const budgets = accounts.map(({ monthlyBudgetUsd }) => monthlyBudgetUsd ?? 0);
      const level = levelAfter(budgets, totalUsd);
      return { of: 'spend', shares: budgets.map((budget) => Math.max(0, budget - level) / totalUsd) };
    }
    case 'fastest': {
      const least = Math.min(...accounts.map(({ latencyMs }) => latencyMs));
      return { of: 'requests', shares: accounts.map(({ latencyMs }) => (latencyMs === least ? 1 : 0)) };
    }
    case 'random': {
      const total = accounts.reduce((sum, { weight }) => sum + weight, 0);
      return { of: 'requests', shares: accounts.map(({ weight }) => weight / total) };
    }
  }
}

/** What is left in each of the accounts that were spent from, when `totalUsd` was always taken from the fullest. */
function levelAfter(budgets: readonly number[], totalUsd: number): number {
  let low = -totalUsd;
  let high = Math.max(...budgets);
  for (let step = 0; step < 100; step++) {
    const level = (low + high) / 2;
    const taken = budgets.reduce((sum, budget) => sum + Math.max(0, budget - level), 0);
    if (taken > totalUsd) low = level;
    else high = level;
  }
  return high;
}
