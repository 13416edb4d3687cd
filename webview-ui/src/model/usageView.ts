import {
  type UsageDimension,
  usageDimensions,
  type UsageFilter,
  usageFilterSchema,
  type UsageQuestion,
  type UsageRange,
  usageRangeSchema,
} from '../../../src/protocol/usage.ts';
import { isJsonObject } from './json.ts';

export const usageMeasures = ['cost', 'tokens', 'requests'] as const;
export type UsageMeasure = (typeof usageMeasures)[number];

/** How the page Usage is looked at. */
export interface UsageView {
  readonly range: UsageRange;
  readonly by: UsageDimension;
  /** What the bars are of. */
  readonly measure: UsageMeasure;
  readonly filter: UsageFilter;
  /** The `provider/model` that everything is compared with. */
  readonly compareWith?: string;
  /** Charts are shown as tables. */
  readonly isTable: boolean;
}

export const initialUsageView: UsageView = {
  range: { kind: 'days', days: 7 },
  by: 'model',
  measure: 'cost',
  filter: {},
  isTable: false,
};

/** A kept view; what is not understood of it begins anew. */
export function readUsageView(raw: unknown): UsageView {
  if (!isJsonObject(raw)) return initialUsageView;
  const compareWith = raw['compareWith'];
  return {
    range: usageRangeSchema.safeParse(raw['range']).data ?? initialUsageView.range,
    by: usageDimensions.find((by) => by === raw['by']) ?? initialUsageView.by,
    measure: usageMeasures.find((measure) => measure === raw['measure']) ?? initialUsageView.measure,
    filter: usageFilterSchema.safeParse(raw['filter']).data ?? {},
    ...(typeof compareWith === 'string' && compareWith !== '' ? { compareWith } : {}),
    isTable: raw['isTable'] === true,
  };
}

/** What the gateway is asked for a view. */
export function questionOf({ range, by, filter, compareWith }: UsageView): UsageQuestion {
  return { range, by, filter, ...(compareWith === undefined ? {} : { compareWith }) };
}
