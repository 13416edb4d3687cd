import * as l10n from '@vscode/l10n';
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
  const spent = l10n.t('Spent {0} today and {1} this month.', usdText(todayUsd), usdText(monthUsd));
  return hasUnknown ? l10n.t('{0} Some requests have no known price and are not in it.', spent) : spent;
}

export function budgetLine(budget: BudgetStatus): BudgetLine {
  const { path, limitUsd, spentUsd, leftUsd, mode } = budget;
  const isSpent = leftUsd <= 0;
  const left = isSpent ? l10n.t('nothing is left') : l10n.t('{0} left', usdText(leftUsd));
  const advisory = mode === 'advisory' ? l10n.t(', only said') : '';
  return {
    name: budgetName(path),
    text: l10n.t('{0} of {1}, {2}{3}', usdText(spentUsd), usdText(limitUsd), left, advisory),
    share: Math.min(1, Math.max(0, (limitUsd - leftUsd) / limitUsd)),
    isSpent,
  };
}

/** `providers.openai.budget.perDayUsd` as people say it: `openai, per day`. */
function budgetName(path: string): string {
  const period = /perDay/.test(path) ? l10n.t('per day') : l10n.t('per month');
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
