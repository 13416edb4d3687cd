import type { Counter, Histogram } from 'prom-client';

/** So many values wait for a histogram at most. */
const maxWaiting = 512;

/** What is kept for each set of label values, found by a look-up for each value: there is no key to be made of them. */
class LabelTree<Kept> {
  readonly #branches = new Map<string, LabelTree<Kept>>();
  kept: Kept | undefined;

  /** The place of these values; it is made where there is none. */
  at(values: readonly string[]): LabelTree<Kept> {
    return values.reduce<LabelTree<Kept>>((place, value) => place.#branch(value), this);
  }

  /** Everything that is kept, with the values that it is kept for. */
  *entries(values: readonly string[] = []): Generator<readonly [values: readonly string[], kept: Kept]> {
    if (this.kept !== undefined) yield [values, this.kept];
    for (const [value, branch] of this.#branches) yield* branch.entries([...values, value]);
  }

  #branch(value: string): LabelTree<Kept> {
    let branch = this.#branches.get(value);
    if (branch === undefined) this.#branches.set(value, (branch = new LabelTree()));
    return branch;
  }
}

/**
 * Counts for a counter until that is asked for: finding one's own sum by the labels' values costs a tenth of what the counter's
 * look-up does, and this happens several times a request.
 */
export class CounterTally<T extends string> {
  readonly #counter: Counter<T>;
  readonly #labelNames: readonly T[];
  readonly #sums = new LabelTree<{ sum: number }>();

  /** @param labelNames in the order in which their values are given */
  constructor(counter: Counter<T>, labelNames: readonly T[]) {
    this.#counter = counter;
    this.#labelNames = labelNames;
  }

  /** @param values of the labels, in the order of their names */
  add(amount: number, ...values: readonly string[]): void {
    const place = this.#sums.at(values);
    place.kept ??= { sum: 0 };
    place.kept.sum += amount;
  }

  /** Hands over what was counted since the last time. */
  move(): void {
    for (const [values, kept] of this.#sums.entries()) {
      if (kept.sum === 0) continue;
      this.#counter.inc(labelsOf(this.#labelNames, values), kept.sum);
      kept.sum = 0;
    }
  }
}

/** Keeps values for a histogram until that is asked for, or there are many. */
export class HistogramTally<T extends string> {
  readonly #histogram: Histogram<T>;
  readonly #labelNames: readonly T[];
  readonly #waiting = new LabelTree<number[]>();

  /** @param labelNames in the order in which their values are given */
  constructor(histogram: Histogram<T>, labelNames: readonly T[]) {
    this.#histogram = histogram;
    this.#labelNames = labelNames;
  }

  /** @param values of the labels, in the order of their names */
  observe(value: number, ...values: readonly string[]): void {
    const place = this.#waiting.at(values);
    place.kept ??= [];
    place.kept.push(value);
    if (place.kept.length >= maxWaiting) this.#move(values, place.kept);
  }

  /** Hands over all that waits. */
  move(): void {
    for (const [values, waiting] of this.#waiting.entries()) this.#move(values, waiting);
  }

  #move(values: readonly string[], waiting: number[]): void {
    const labels = labelsOf(this.#labelNames, values);
    for (const value of waiting) this.#histogram.observe(labels, value);
    waiting.length = 0;
  }
}

function labelsOf<T extends string>(
  names: readonly T[],
  values: readonly string[],
): Partial<Record<T, string>> {
  const labels: Partial<Record<T, string>> = {};
  for (const [index, name] of names.entries()) labels[name] = values[index] ?? '';
  return labels;
}
