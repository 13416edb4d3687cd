import type { CalendarPeriods } from './calendar.ts';

/** What one call cost; `usd` undefined: not known. */
export interface Spending {
  readonly usd: number | undefined;
  readonly tokens: number;
}

/** What was spent under one name in one period. */
export interface Sum {
  usd: number;
  tokens: number;
  requests: number;
  /** Requests whose cost is not known. */
  unknown: number;
}

/** A day and the month that it is in, by the texts that name them: `2026-11-21`, `2026-11`. */
export type SpendPeriods = Pick<CalendarPeriods, 'day' | 'month'>;

/** Sums by period and name. */
export type PeriodSums = ReadonlyMap<string, ReadonlyMap<string, Readonly<Sum>>>;

/**
 * Where sums of spending outlive a process. Several processes may spend at once, at a hand-over for one: each adds what it has
 * spent, and none writes a sum over another's.
 */
export interface SpendStore {
  /** Sums of the day and the month, what was added here last included; undefined: they cannot be read. */
  load(periods: SpendPeriods): PeriodSums | undefined;
  /** Whether another process may have added something since `load`. */
  hasChanged(): boolean;
  /** Adds to the sums of all these names in each of these periods. */
  add(periods: readonly string[], names: readonly string[], added: Readonly<Sum>): void;
}

/** A sum of nothing yet. */
export function emptySum(): Sum {
  return { usd: 0, tokens: 0, requests: 0, unknown: 0 };
}

/** What one call adds to each sum that it counts in. */
export function sumOfCall({ usd, tokens }: Spending): Sum {
  return { usd: usd ?? 0, tokens, requests: 1, unknown: usd === undefined ? 1 : 0 };
}

/** Adds to a sum. */
export function addTo(sum: Sum, added: Readonly<Sum>): void {
  sum.usd += added.usd;
  sum.tokens += added.tokens;
  sum.requests += added.requests;
  sum.unknown += added.unknown;
}

/** What the one sum has more than the other; nothing is less than 0. */
export function difference(sum: Readonly<Sum>, other: Readonly<Sum>): Sum {
  return {
    usd: Math.max(0, sum.usd - other.usd),
    tokens: Math.max(0, sum.tokens - other.tokens),
    requests: Math.max(0, sum.requests - other.requests),
    unknown: Math.max(0, sum.unknown - other.unknown),
  };
}
