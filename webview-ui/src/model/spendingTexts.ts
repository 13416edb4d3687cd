import type { BudgetStatus, SpentStatus } from '../../../src/protocol/status.ts';

/** A budget as it is shown: what it is of, how much of it is used, and in words. */
export interface BudgetLine {
  readonly name: string;
  readonly text: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly isSpent: boolean;
}

/** An amount of money, with more digits where it is small. */
export function usdText(usd: number): string {
  const digits = usd !== 0 && Math.abs(usd) < 0.1 ? 4 : 2;
  return `$${usd.toFixed(digits)}`;
}

/** What was spent, in a sentence. What has no known price is never counted as nothing. */
export function spentText({ todayUsd, monthUsd, hasUnknown }: SpentStatus): string {
  const spent = `Spent ${usdText(todayUsd)} today and ${usdText(monthUsd)} this month.`;
  return hasUnknown ? `${spent} Some requests have no known price and are not in it.` : spent;
}

export function budgetLine(budget: BudgetStatus): BudgetLine {
  const { path, limitUsd, spentUsd, leftUsd, mode } = budget;
  const isSpent = leftUsd <= 0;
  const left = isSpent ? 'nothing is left' : `${usdText(leftUsd)} left`;
  const advisory = mode === 'advisory' ? ', only said' : '';
  return {
    name: budgetName(path),
    text: `${usdText(spentUsd)} of ${usdText(limitUsd)}, ${left}${advisory}`,
    share: Math.min(1, Math.max(0, (limitUsd - leftUsd) / limitUsd)),
    isSpent,
  };
}

/** `providers.openai.budget.perDayUsd` as people say it: `openai, per day`. */
function budgetName(path: string): string {
  const period = /perDay/.test(path) ? 'per day' : 'per month';
  const [table, ...rest] = path.split('.');
  const accounts = rest.indexOf('accounts');
  const end = rest.indexOf('budget');
  switch (table) {
    case 'providers':
      return accounts < 0
        ? `${rest.slice(0, end).join('.')}, ${period}`
        : `${rest.slice(0, accounts).join('.')}, account ${rest.slice(accounts + 1, -1).join('.')}, ${period}`;
    case 'workspaces':
      return `workspace ${rest.slice(0, end).join('.')}, ${period}`;
    case 'routes':
      return `route ${rest.slice(0, end).join('.')}, ${period}`;
    default:
      return `In total, ${period}`;
  }
}
