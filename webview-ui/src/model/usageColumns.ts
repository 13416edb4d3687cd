import * as l10n from '@vscode/l10n';
import type {
  UsageAmounts,
  UsageCalls,
  UsageDimension,
  UsageGroup,
  UsageResult,
} from '../../../src/protocol/usage.ts';
import { costText, countText, dayText, shareText, spanText } from './amountTexts.ts';
import { groupName } from './usageSeries.ts';
import type { UsageMeasure } from './usageView.ts';

/** A column of the tables: what it shows, and what it sorts by (nothing: after all others). */
export interface UsageColumn {
  readonly name: string;
  readonly text: (group: UsageGroup) => string;
  readonly order: (group: UsageGroup) => number | string | undefined;
}

/** What the groups of a dimension are called in a heading. */
export function dimensionName(by: UsageDimension): string {
  switch (by) {
    case 'provider':
      return l10n.t('Provider');
    case 'model':
      return l10n.t('Model');
    case 'workspace':
      return l10n.t('Workspace');
    case 'client':
      return l10n.t('Client');
    case 'account':
      return l10n.t('Account');
  }
}

/** A measure as its column and its button call it. */
export function measureName(measure: UsageMeasure): string {
  switch (measure) {
    case 'cost':
      return l10n.t('Cost');
    case 'tokens':
      return l10n.t('Tokens');
    case 'requests':
      return l10n.t('Requests');
  }
}

/**
 * The columns of the breakdown, after what the rows are of.
 * @param calls what went to the providers; absent: it is not told apart by what the rows are of
 */
export function usageColumns(calls?: readonly UsageCalls[]): readonly UsageColumn[] {
  const callsOf = new Map(calls?.map((one) => [one.key, one]));
  const number = (name: string, of: (group: UsageGroup) => number, text = countText): UsageColumn => ({
    name,
    text: (group) => text(of(group)),
    order: of,
  });
  const span = (name: string, of: (group: UsageGroup) => number | undefined): UsageColumn => ({
    name,
    text: (group) => spanText(of(group)),
    order: of,
  });
  return [
    { name: l10n.t('Cost'), text: costText, order: ({ costUsd }) => costUsd },
    number(l10n.t('Requests'), ({ requests }) => requests),
    {
      name: l10n.t('Errors'),
      text: ({ errors, requests }) =>
        errors === 0 ? '0' : `${countText(errors)} (${shareText(errors, requests)})`,
      order: ({ errors }) => errors,
    },
    ...(calls === undefined ? [] : [failedCallsColumn(callsOf)]),
    number(l10n.t('Input tokens'), ({ inputTokens }) => inputTokens),
    number(l10n.t('Cached'), ({ cachedInputTokens }) => cachedInputTokens),
    number(l10n.t('Output tokens'), ({ outputTokens }) => outputTokens),
    number(l10n.t('Reasoning'), ({ reasoningTokens }) => reasoningTokens),
    span(l10n.t('First token'), ({ firstTokenP50Ms }) => firstTokenP50Ms),
    span(l10n.t('First token, 95 %'), ({ firstTokenP95Ms }) => firstTokenP95Ms),
    span(l10n.t('Duration'), ({ meanDurationMs }) => meanDurationMs),
  ];
}

/** The groups of the breakdown: those too whose calls all failed, so that others answered. */
export function groupsWithCalls({ groups, calls = [] }: UsageResult): readonly UsageGroup[] {
  const keys = new Set(groups.map(({ key }) => key));
  const others = calls.filter(({ key }) => !keys.has(key)).map(({ key }) => ({ key, ...nothingUsed }));
  return others.length === 0 ? groups : [...groups, ...others];
}

const nothingUsed: UsageAmounts = {
  requests: 0,
  errors: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  costUsd: 0,
  estimatedUsd: 0,
  unknownCosts: 0,
  knownCosts: 0,
};

/** Calls to the provider that failed, also where another answered after it. */
function failedCallsColumn(callsOf: ReadonlyMap<string, UsageCalls>): UsageColumn {
  return {
    name: l10n.t('Failed calls'),
    text: ({ key }) => {
      const { calls = 0, failedCalls = 0 } = callsOf.get(key) ?? {};
      return failedCalls === 0 ? '0' : `${countText(failedCalls)} (${shareText(failedCalls, calls)})`;
    },
    order: ({ key }) => callsOf.get(key)?.failedCalls ?? 0,
  };
}

/** Rows in the order of a column; equal ones stay as they were. */
export function sortedGroups(
  groups: readonly UsageGroup[],
  column: UsageColumn | undefined,
  isDescending: boolean,
): UsageGroup[] {
  const order = column?.order ?? (({ key }: UsageGroup) => groupName(key).toLowerCase());
  return groups.toSorted((one, other) => {
    const [a, b] = [order(one), order(other)];
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
  });
}

/** From which day to which, in words. */
export function rangeText({ from, to }: Pick<UsageResult, 'from' | 'to'>): string {
  return from === to ? dayText(from, true) : l10n.t('{0} to {1}', dayText(from, true), dayText(to, true));
}

/** How many of the input tokens came from a provider's cache, in words. */
export function tokensText({ inputTokens, cachedInputTokens, outputTokens }: UsageAmounts): string {
  const inAndOut = l10n.t('{0} in, {1} out', countText(inputTokens), countText(outputTokens));
  if (cachedInputTokens === 0) return inAndOut;
  return l10n.t('{0}; {1} of the input cached', inAndOut, shareText(cachedInputTokens, inputTokens));
}
