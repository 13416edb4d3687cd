import { calendarPeriods, type CalendarPeriods } from './calendar.ts';
import type { Spent } from './ledger.ts';
import {
  addTo,
  difference,
  emptySum,
  type Spending,
  type SpendStore,
  type Sum,
  sumOfCall,
} from './spendStore.ts';

/** Clients may name what they like: beyond this many names further models count in the sums that they are part of alone. */
const maxNames = 5000;
/** A clock that is set back by less is a correction: what was spent stays spent. */
const clockCorrectionMs = 86_400_000;
/** How old what another process has spent may be. */
const readAgainAfterMs = 1000;

/** Sums of what was spent on this day and in this month, by name; what was set aside and is not settled beside it. */
export class SpendBook {
  readonly #store: SpendStore;
  readonly #now: () => number;
  #sums: Record<'day' | 'month', Map<string, Sum>> = { day: new Map(), month: new Map() };
  readonly #reserved = new Map<string, { usd: number; count: number }>();
  #periods: CalendarPeriods;
  #lookedAtMs = -Infinity;

  constructor(store: SpendStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#periods = calendarPeriods(now());
  }

  /** The periods that sums are of now. */
  get periods(): CalendarPeriods {
    this.#rollOver();
    return this.#periods;
  }

  /** Counts a call in the sums of all these names. */
  add(names: readonly string[], spending: Spending): void {
    this.#rollOver();
    const call = sumOfCall(spending);
    for (const name of names) {
      if (!this.#mayCount(name)) continue;
      for (const period of ['day', 'month'] as const) {
        addTo(sumIn(this.#sums[period], name), call);
        this.#store.add(this.#periods[period], name, call);
      }
    }
  }

  spent(name: string, period: 'day' | 'month'): Spent {
    this.#rollOver();
    const { usd, tokens, requests, unknown } = this.#sums[period].get(name) ?? emptySum();
    return { usd, tokens, requests, hasUnknown: unknown > 0 };
  }

  /** Set aside, and not yet settled. */
  reservedUsd(name: string): number {
    return this.#reserved.get(name)?.usd ?? 0;
  }

  /** Sets an amount aside under all these names. */
  reserve(names: readonly string[], usd: number): void {
    for (const name of names) {
      const reserved = this.#reserved.get(name) ?? { usd: 0, count: 0 };
      this.#reserved.set(name, { usd: reserved.usd + usd, count: reserved.count + 1 });
    }
  }

  /** Ends what `reserve` began. */
  free(names: readonly string[], usd: number): void {
    for (const name of names) {
      const reserved = this.#reserved.get(name);
      if (reserved === undefined) continue;
      // At the last one the sum is nothing, whatever rounding left of it.
      if (reserved.count <= 1) this.#reserved.delete(name);
      else this.#reserved.set(name, { usd: reserved.usd - usd, count: reserved.count - 1 });
    }
  }

  /** Looks what time it is, and from time to time what other processes have spent. */
  #rollOver(): void {
    const now = this.#now();
    const { dayBeginsAtMs, dayEndsAtMs } = this.#periods;
    if (now >= dayEndsAtMs || now < dayBeginsAtMs - clockCorrectionMs) {
      this.#periods = calendarPeriods(now);
      this.#sums = { day: new Map(), month: new Map() };
      this.#load();
    } else if (this.#lookedAtMs === -Infinity) {
      this.#load();
    } else if (Math.abs(now - this.#lookedAtMs) >= readAgainAfterMs) {
      this.#lookedAtMs = now;
      if (this.#store.hasChanged()) this.#load();
    }
  }

  #load(): void {
    this.#lookedAtMs = this.#now();
    const stored = this.#store.load(this.#periods);
    if (stored === undefined) return;
    for (const period of ['day', 'month'] as const) {
      const known = this.#sums[period];
      const sums = new Map<string, Sum>();
      for (const [name, sum] of stored.get(this.#periods[period]) ?? []) sums.set(name, { ...sum });
      this.#sums[period] = sums;
      // A damaged file was set aside, or could not be written for long: what was spent stays spent.
      for (const [name, sum] of known) {
        const found = sumIn(sums, name);
        if (found.requests >= sum.requests) continue;
        const lost = difference(sum, found);
        addTo(found, lost);
        this.#store.add(this.#periods[period], name, lost);
      }
    }
  }

  #mayCount(name: string): boolean {
    const { month } = this.#sums;
    return month.has(name) || month.size < maxNames || !name.startsWith('model ');
  }
}

function sumIn(sums: Map<string, Sum>, name: string): Sum {
  let sum = sums.get(name);
  if (sum === undefined) sums.set(name, (sum = emptySum()));
  return sum;
}
