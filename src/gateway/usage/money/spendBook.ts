import type { StateStore } from '../../storage/stateStore.ts';
import { calendarPeriods, type CalendarPeriods } from './calendar.ts';
import type { Spent } from './ledger.ts';

/** What one call cost; `usd` undefined: not known. */
export interface Spending {
  readonly usd: number | undefined;
  readonly tokens: number;
}

interface Sum {
  usd: number;
  tokens: number;
  requests: number;
  unknown: number;
}

interface Sums {
  day: Sum;
  month: Sum;
}

const stateKey = 'spend';
/** Clients may name what they like: beyond this many names further models count in the sums that they are part of alone. */
const maxNames = 5000;
/** A clock that is set back by less is a correction: what was spent stays spent. */
const clockCorrectionMs = 86_400_000;
/** How old what another process has spent may be. */
const readAgainAfterMs = 2000;

/** Sums of what was spent on this day and in this month, by name; what was set aside and is not settled beside it. */
export class SpendBook {
  readonly #store: StateStore;
  readonly #now: () => number;
  readonly #sums = new Map<string, Sums>();
  readonly #reserved = new Map<string, { usd: number; count: number }>();
  #periods: CalendarPeriods;
  /** Until this process has spent something itself, another one is who spends, and writes the sums. */
  #isOwner = false;
  #loadedAtMs = -Infinity;

  constructor(store: StateStore, now: () => number) {
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
    if (!this.#isOwner) this.#load(this.#now());
    this.#isOwner = true;
    this.#rollOver();
    for (const name of names) {
      const sums = this.#sumsOf(name);
      if (sums === undefined) continue;
      addTo(sums.day, spending);
      addTo(sums.month, spending);
    }
    this.#store.save(stateKey, this);
  }

  spent(name: string, period: 'day' | 'month'): Spent {
    this.#rollOver();
    const { usd, tokens, requests, unknown } = this.#sums.get(name)?.[period] ?? emptySum();
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

  /** What is kept across restarts; called when it is written. */
  toJSON(): unknown {
    const { day, month } = this.#periods;
    const sums = [...this.#sums].map(([name, { day: ofDay, month: ofMonth }]) => [
      name,
      ...row(ofDay),
      ...row(ofMonth),
    ]);
    return { day, month, sums };
  }

  #rollOver(): void {
    const now = this.#now();
    if (!this.#isOwner && now >= this.#loadedAtMs + readAgainAfterMs) this.#load(now);
    const { day, month, dayBeginsAtMs, dayEndsAtMs } = this.#periods;
    if (now < dayEndsAtMs && now >= dayBeginsAtMs - clockCorrectionMs) return;
    const next = calendarPeriods(now);
    if (next.month !== month) this.#sums.clear();
    if (next.day !== day) for (const sums of this.#sums.values()) sums.day = emptySum();
    this.#periods = next;
  }

  #sumsOf(name: string): Sums | undefined {
    const known = this.#sums.get(name);
    if (known !== undefined) return known;
    if (this.#sums.size >= maxNames && name.startsWith('model ')) return undefined;
    const sums = { day: emptySum(), month: emptySum() };
    this.#sums.set(name, sums);
    return sums;
  }

  #load(now: number): void {
    this.#loadedAtMs = now;
    this.#periods = calendarPeriods(now);
    const saved = this.#store.load(stateKey);
    if (typeof saved !== 'object' || saved === null) return;
    const { day, month, sums } = saved as Record<string, unknown>;
    if (month !== this.#periods.month || !Array.isArray(sums)) return;
    this.#sums.clear();
    for (const entry of sums as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [name, ...numbers] = entry as unknown[];
      if (typeof name !== 'string' || numbers.length !== 8 || !numbers.every(isCount)) continue;
      const isToday = day === this.#periods.day;
      this.#sums.set(name, {
        day: isToday ? sumOf(numbers.slice(0, 4)) : emptySum(),
        month: sumOf(numbers.slice(4)),
      });
    }
  }
}

function emptySum(): Sum {
  return { usd: 0, tokens: 0, requests: 0, unknown: 0 };
}

function addTo(sum: Sum, { usd, tokens }: Spending): void {
  sum.usd += usd ?? 0;
  sum.tokens += tokens;
  sum.requests++;
  if (usd === undefined) sum.unknown++;
}

function row({ usd, tokens, requests, unknown }: Sum): number[] {
  return [usd, tokens, requests, unknown];
}

function sumOf([usd = 0, tokens = 0, requests = 0, unknown = 0]: readonly number[]): Sum {
  return { usd, tokens, requests, unknown };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
