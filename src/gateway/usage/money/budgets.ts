import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import type { BudgetConfig } from '../../../config/limitsSchema.ts';
import type { BudgetLimit, Spender } from './ledger.ts';
import type { SpendBook } from './spendBook.ts';

/** A budget that applies to a spender. */
export interface AppliedBudget {
  /** Where it is configured. */
  readonly path: string;
  readonly budget: BudgetConfig;
  /** The sum that it is held against. */
  readonly name: string;
  readonly limits: readonly AppliedLimit[];
}

/** One limit of a budget that applies, whatever is left of it. */
export interface AppliedLimit extends Pick<BudgetLimit, 'path' | 'name' | 'limitUsd'> {
  /** undefined: it holds for each request by itself. */
  readonly period?: 'day' | 'month';
}

/** Makes a budget ready to be asked. @param name the sum that it is held against */
export function appliedBudget(path: string, budget: BudgetConfig, name: string): AppliedBudget {
  const { perRequestUsd, perDayUsd, perMonthUsd } = budget;
  const limits: AppliedLimit[] = [];
  if (perRequestUsd !== undefined)
    limits.push({ path: `${path}.perRequestUsd`, name: 'perRequestUsd', limitUsd: perRequestUsd });
  if (perDayUsd !== undefined)
    limits.push({ path: `${path}.perDayUsd`, name: 'perDayUsd', limitUsd: perDayUsd, period: 'day' });
  if (perMonthUsd !== undefined) {
    const key = name.startsWith('account ') ? 'monthlyBudgetUsd' : 'perMonthUsd';
    limits.push({ path: `${path}.${key}`, name: 'perMonthUsd', limitUsd: perMonthUsd, period: 'month' });
  }
  return { path, budget, name, limits };
}

/** Sums of the spend book, by what they are of. */
export const sumNames = {
  total: 'total',
  provider: (provider: string): string => `provider ${provider}`,
  account: (provider: string, account: string): string => `account ${provider}:${account}`,
  workspace: (workspace: string): string => `workspace ${workspace}`,
  route: (route: string): string => `route ${route}`,
  model: (provider: string, model: string): string => `model ${provider}/${model}`,
  accountModel: (provider: string, account: string, model: string): string =>
    `model ${provider}/${model} of ${account}`,
};

/** Amounts are sums of rounded ones: less than this is no difference. */
const tolerance = 1e-9;

/** The sums that a call of this spender counts in. */
export function sumsOf({ target: { provider, model }, account, workspace, route }: Spender): string[] {
  return [
    sumNames.total,
    sumNames.provider(provider),
    sumNames.account(provider, account),
    sumNames.workspace(workspace),
    ...(route === undefined ? [] : [sumNames.route(route)]),
    sumNames.model(provider, model),
    sumNames.accountModel(provider, account, model),
  ];
}

/** The budgets that a call of this spender is held against. */
export function budgetsOf(
  config: EffectiveConfig,
  spender: Omit<Spender, 'account'> & { readonly account?: string },
): AppliedBudget[] {
  const { target, account, workspace, route } = spender;
  const provider = config.providers.get(target.provider);
  const applied: AppliedBudget[] = [];
  const add = (path: string, budget: BudgetConfig | undefined, name: string): void => {
    if (budget !== undefined) applied.push(appliedBudget(path, budget, name));
  };
  add('budget', config.budget, sumNames.total);
  add(`providers.${target.provider}.budget`, provider?.budget, sumNames.provider(target.provider));
  if (account !== undefined) {
    const perMonthUsd = provider?.accounts?.[account]?.monthlyBudgetUsd;
    const path = `providers.${target.provider}.accounts.${account}`;
    if (perMonthUsd !== undefined) add(path, { perMonthUsd }, sumNames.account(target.provider, account));
  }
  add(
    `workspaces.${workspace}.budget`,
    config.workspaces.get(workspace)?.budget,
    sumNames.workspace(workspace),
  );
  if (route !== undefined)
    add(`routes.${route}.budget`, config.routes.get(route)?.budget, sumNames.route(route));
  return applied;
}

/** What is left of a limit now, what is set aside not being left. */
export function leftUsdOf(
  { limitUsd, period }: AppliedLimit,
  { name }: AppliedBudget,
  book: SpendBook,
): number {
  return period === undefined ? limitUsd : limitUsd - book.spentUsd(name, period) - book.reservedUsd(name);
}

/** A limit with what is left of it now. */
export function budgetLimit(limit: AppliedLimit, budget: AppliedBudget, book: SpendBook): BudgetLimit {
  const { path, name, limitUsd, period } = limit;
  const { dayEndsAtMs, monthEndsAtMs } = book.periods;
  const leftUsd = leftUsdOf(limit, budget, book);
  if (period === undefined) return { path, name, limitUsd, leftUsd };
  return { path, name, limitUsd, leftUsd, resetsAtMs: period === 'day' ? dayEndsAtMs : monthEndsAtMs };
}

/** Every limit of a budget with what is left of it now. */
export function limitsOf(budget: AppliedBudget, book: SpendBook): BudgetLimit[] {
  return budget.limits.map((limit) => budgetLimit(limit, budget, book));
}

/** Whether an amount is more than is left of a limit. */
export function passes(usd: number, leftUsd: number): boolean {
  return usd > 0 && usd > leftUsd + tolerance;
}
