import * as l10n from '@vscode/l10n';
import type { BudgetStatus, SpentStatus } from '../../../src/protocol/status.ts';
import { dollarText, momentText } from './amountTexts.ts';

/** A budget as it is shown: what it is of, how much of it is used, and in words. */
export interface BudgetLine {
  readonly name: string;
  readonly text: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly isSpent: boolean;
  /** When it begins anew. */
  readonly resets: string;
}

/** What was spent, in a sentence. What has no known price is never counted as nothing. */
export function spentText({ todayUsd, monthUsd, hasUnknown }: SpentStatus): string {
  const [today, month] = [dollarText(todayUsd), dollarText(monthUsd)];
  return hasUnknown
    ? l10n.t(
        'Spent {0} today and {1} this month. Some requests have no known price and are not in it.',
        today,
        month,
      )
    : l10n.t('Spent {0} today and {1} this month.', today, month);
}

/** A budget in words and as the share of it that is used, 0 to 1. */
export function budgetLine(budget: BudgetStatus): BudgetLine {
  const { path, limitUsd, leftUsd } = budget;
  const isSpent = leftUsd <= 0;
  return {
    name: budgetName(path),
    text: usedText(budget),
    share: Math.min(1, Math.max(0, (limitUsd - leftUsd) / limitUsd)),
    isSpent,
    resets: l10n.t('begins anew on {0}', momentText(budget.resetsAtMs)),
  };
}

function usedText({ limitUsd, spentUsd, leftUsd, mode }: BudgetStatus): string {
  const [spent, limit, left] = [dollarText(spentUsd), dollarText(limitUsd), dollarText(leftUsd)];
  if (mode === 'advisory') {
    return leftUsd <= 0
      ? l10n.t('{0} of {1}, nothing is left, only said', spent, limit)
      : l10n.t('{0} of {1}, {2} left, only said', spent, limit, left);
  }
  return leftUsd <= 0
    ? l10n.t('{0} of {1}, nothing is left', spent, limit)
    : l10n.t('{0} of {1}, {2} left', spent, limit, left);
}

/** `providers.openai.budget.perDayUsd` as people say it: `openai, per day`. */
function budgetName(path: string): string {
  const isOfDay = path.includes('perDay');
  const owner = budgetOwner(path);
  return isOfDay ? l10n.t('{0}, per day', owner) : l10n.t('{0}, per month', owner);
}

function budgetOwner(path: string): string {
  const [table, ...rest] = path.split('.');
  const accounts = rest.indexOf('accounts');
  const id = rest.slice(0, rest.indexOf('budget')).join('.');
  switch (table) {
    case 'providers':
      return accounts < 0
        ? id
        : l10n.t(
            '{0}, account {1}',
            rest.slice(0, accounts).join('.'),
            rest.slice(accounts + 1, -1).join('.'),
          );
    case 'workspaces':
      return l10n.t('workspace {0}', id);
    case 'routes':
      return l10n.t('route {0}', id);
    default:
      return l10n.t('In total');
  }
}
