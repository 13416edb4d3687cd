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

/** What was spent under one name. */
interface NameSums {
  day: Sum;
  month: Sum;
}

/** Sums of what was spent on this day and in this month, by name; what was set aside and is not settled beside it. */
export class SpendBook {
  readonly #store: SpendStore;
  readonly #now: () => number;
  #sums = new Map<string, NameSums>();
  readonly #reserved = new Map<string, { usd: number; count: number }>();
  #periods: CalendarPeriods;
  /** Both periods as the store names them; the same list as long as they last. */
  #periodNames: readonly string[];
  #lookedAtMs = -Infinity;

  constructor(store: SpendStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#periods = calendarPeriods(now());
    this.#periodNames = [this.#periods.day, this.#periods.month];
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
    const counted = names.filter((name) => this.#mayCount(name));
    for (const name of counted) {
      const { day, month } = this.#sumsOf(name);
      addTo(day, call);
      addTo(month, call);
    }
    this.#store.add(this.#periodNames, counted, call);
  }

  spent(name: string, period: 'day' | 'month'): Spent {
    this.#rollOver();
    const { usd, tokens, requests, unknown } = this.#sums.get(name)?.[period] ?? emptySum();
    return { usd, tokens, requests, hasUnknown: unknown > 0 };
  }

  /** The amount of `spent` alone. */
  spentUsd(name: string, period: 'day' | 'month'): number {
    this.#rollOver();
    return this.#sums.get(name)?.[period].usd ?? 0;
  }

  /** Set aside, and not yet settled. */
  reservedUsd(name: string): number {
    return this.#reserved.get(name)?.usd ?? 0;
  }

  /** Sets an amount aside under all these names. */
  reserve(names: readonly string[], usd: number): void {
    for (const name of names) {
      const reserved = this.#reserved.get(name);
      if (reserved === undefined) this.#reserved.set(name, { usd, count: 1 });
      else {
        reserved.usd += usd;
        reserved.count++;
      }
    }
  }

  /** Ends what `reserve` began. */
  free(names: readonly string[], usd: number): void {
    for (const name of names) {
      const reserved = this.#reserved.get(name);
      if (reserved === undefined) continue;
      reserved.count--;
      // At the last one the sum is nothing, whatever rounding left of it.
      reserved.usd = reserved.count > 0 ? reserved.usd - usd : 0;
    }
  }

  /** Looks what time it is, and from time to time what other processes have spent. */
  #rollOver(): void {
    const now = this.#now();
    const { dayBeginsAtMs, dayEndsAtMs } = this.#periods;
    if (now >= dayEndsAtMs || now < dayBeginsAtMs - clockCorrectionMs) {
      this.#periods = calendarPeriods(now);
      this.#periodNames = [this.#periods.day, this.#periods.month];
      this.#sums = new Map();
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
    const known = this.#sums;
    this.#sums = new Map();
    for (const period of ['day', 'month'] as const) {
      for (const [name, sum] of stored.get(this.#periods[period]) ?? [])
        this.#sumsOf(name)[period] = { ...sum };
      // A damaged file was set aside, or could not be written for long: what was spent stays spent.
      for (const [name, { [period]: sum }] of known) {
        const found = this.#sumsOf(name)[period];
        if (found.requests >= sum.requests) continue;
        const lost = difference(sum, found);
        addTo(found, lost);
        this.#store.add([this.#periods[period]], [name], lost);
      }
    }
  }

  #sumsOf(name: string): NameSums {
    let sums = this.#sums.get(name);
    if (sums === undefined) this.#sums.set(name, (sums = { day: emptySum(), month: emptySum() }));
    return sums;
  }

  #mayCount(name: string): boolean {
    return this.#sums.has(name) || this.#sums.size < maxNames || !name.startsWith('model ');
  }
}
