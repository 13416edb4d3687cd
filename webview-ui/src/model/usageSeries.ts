import * as l10n from '@vscode/l10n';
import type { UsageAmounts, UsageGroup, UsageResult } from '../../../src/protocol/usage.ts';
import { costText, countText, spanText } from './amountTexts.ts';
import type { UsageMeasure } from './usageView.ts';

/** As many as there are colours; the rest is one series. */
const maxNamed = 6;

/** One line or one colour of stacked bars, with a value a day or hour. */
export interface UsageSeries {
  readonly name: string;
  /** null: there is none. */
  readonly values: readonly (number | null)[];
  /** The values as they are read; what is not known is said. Empty: nothing to say. */
  readonly texts: readonly string[];
  /** What many small ones are together. */
  readonly isRest?: boolean;
}

/** How much of what is measured. */
function measured(measure: UsageMeasure, amounts: Measured): number {
  switch (measure) {
    case 'cost':
      return amounts.costUsd;
    case 'tokens':
      return amounts.inputTokens + amounts.outputTokens;
    case 'requests':
      return amounts.requests;
  }
}

/** What a group is called; its key is empty for exchanges that have none. */
export function groupName(key: string): string {
  return key === '' ? l10n.t('(none)') : key;
}

/** What is measured, as it is read. */
export function measuredText(measure: UsageMeasure, amounts: Measured): string {
  return measure === 'cost' ? costText(amounts) : countText(measured(measure, amounts));
}

/** The largest groups, one series each, and one of all others. Their order does not depend on what is measured where all have a colour. */
export function stackedSeries({ groups, buckets }: UsageResult, measure: UsageMeasure): UsageSeries[] {
  const largest = groups
    .toSorted((one, other) => measured(measure, other) - measured(measure, one))
    .slice(0, groups.length <= maxNamed ? maxNamed : maxNamed - 1)
    .map(({ key }) => key);
  const seriesOf = (name: string, isIn: (key: string) => boolean): UsageSeries => {
    const sums = buckets.map((bucket) => sumOf(bucket.groups.filter(({ key }) => isIn(key))));
    return {
      name,
      values: sums.map((sum) => measured(measure, sum)),
      texts: sums.map((sum) => (sum.requests === 0 ? '' : measuredText(measure, sum))),
    };
  };
  const named = groups
    .filter(({ key }) => largest.includes(key))
    .map(({ key }) => seriesOf(groupName(key), (one) => one === key));
  if (groups.length <= maxNamed) return named;
  const rest = seriesOf(
    l10n.t('{0} others', groups.length - largest.length),
    (key) => !largest.includes(key),
  );
  return [...named, { ...rest, isRest: true }];
}

/** Median and 95th percentile of the times to the first token. */
export function firstTokenSeries({ buckets }: UsageResult): UsageSeries[] {
  const seriesOf = (name: string, of: (total: UsageAmounts) => number | undefined): UsageSeries => ({
    name,
    values: buckets.map(({ total }) => of(total) ?? null),
    texts: buckets.map(({ total }) => (of(total) === undefined ? '' : spanText(of(total)))),
  });
  return [
    seriesOf(l10n.t('Median'), ({ firstTokenP50Ms }) => firstTokenP50Ms),
    seriesOf(l10n.t('95th percentile'), ({ firstTokenP95Ms }) => firstTokenP95Ms),
  ];
}

type Measured = Pick<
  UsageAmounts,
  'requests' | 'costUsd' | 'unknownCosts' | 'knownCosts' | 'inputTokens' | 'outputTokens'
>;

function sumOf(groups: readonly UsageGroup[]): Measured {
  const total = (of: (group: UsageGroup) => number): number =>
    groups.reduce((sum, group) => sum + of(group), 0);
  return {
    requests: total(({ requests }) => requests),
    costUsd: total(({ costUsd }) => costUsd),
    unknownCosts: total(({ unknownCosts }) => unknownCosts),
    knownCosts: total(({ knownCosts }) => knownCosts),
    inputTokens: total(({ inputTokens }) => inputTokens),
    outputTokens: total(({ outputTokens }) => outputTokens),
  };
}
