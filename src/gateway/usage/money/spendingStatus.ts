import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import type { BudgetStatus, SpendingStatus, SpentStatus } from '../../../protocol/status.ts';
import { type AppliedBudget, appliedBudget, limitsOf, sumNames } from './budgets.ts';
import type { SpendBook } from './spendBook.ts';

/** What was spent today and this month, and what is left of every budget: for the status bar and the page. */
export function spendingStatus(config: EffectiveConfig, book: SpendBook): SpendingStatus {
  const spent = (name: string): SpentStatus => {
    const month = book.spent(name, 'month');
    const today = book.spent(name, 'day');
    return {
      todayUsd: today.usd,
      monthUsd: month.usd,
      hasUnknown: month.hasUnknown,
      hasUnknownToday: today.hasUnknown,
    };
  };
  const providers = [...config.providers.keys()]
    .filter((id) => book.spent(sumNames.provider(id), 'month').requests > 0)
    .map((id) => ({ id, ...spent(sumNames.provider(id)) }));
  const budgets = allBudgets(config).flatMap((applied) => budgetStatus(applied, book));
  return { ...spent(sumNames.total), providers, budgets };
}

function budgetStatus(applied: AppliedBudget, book: SpendBook): BudgetStatus[] {
  return limitsOf(applied, book).flatMap(({ path, name, limitUsd, leftUsd, resetsAtMs }) => {
    if (name === 'perRequestUsd' || resetsAtMs === undefined) return [];
    const period = name === 'perDayUsd' ? 'day' : 'month';
    return [
      {
        path,
        mode: applied.budget.mode ?? 'hard',
        limitUsd,
        spentUsd: book.spent(applied.name, period).usd,
        leftUsd: Math.max(0, leftUsd),
        resetsAtMs,
      },
    ];
  });
}

/** Every budget that is configured, whoever it applies to. */
function allBudgets(config: EffectiveConfig): AppliedBudget[] {
  const all: AppliedBudget[] = [appliedBudget('budget', config.budget, sumNames.total)];
  for (const { id, budget, accounts = {} } of config.providers.values()) {
    if (budget !== undefined)
      all.push(appliedBudget(`providers.${id}.budget`, budget, sumNames.provider(id)));
    for (const [account, { monthlyBudgetUsd: perMonthUsd }] of Object.entries(accounts)) {
      if (perMonthUsd === undefined) continue;
      const path = `providers.${id}.accounts.${account}`;
      all.push(appliedBudget(path, { perMonthUsd }, sumNames.account(id, account)));
    }
  }
  for (const { id, budget } of config.workspaces.values())
    if (budget !== undefined)
      all.push(appliedBudget(`workspaces.${id}.budget`, budget, sumNames.workspace(id)));
  for (const { id, budget } of config.routes.values())
    if (budget !== undefined) all.push(appliedBudget(`routes.${id}.budget`, budget, sumNames.route(id)));
  return all;
}
