import type { Percentiles } from './latencyPriors.ts';
import { type Buckets, countValue, percentilesOf } from './speedHistogram.ts';

/** How long values count, and in how many slices they go out of it. */
export interface Span {
  readonly sliceMs: number;
  readonly slices: number;
}

/** Values of the last while, in slices of time of which the oldest is dropped: memory stays bounded whatever is counted. */
export class SlicedHistogram {
  readonly #span: Span;
  /** By the slice's number since 1970. */
  readonly #slices = new Map<number, Buckets>();

  constructor(span: Span) {
    this.#span = span;
  }

  add(value: number, atMs: number): void {
    const slice = Math.floor(atMs / this.#span.sliceMs);
    this.#forgetBefore(slice);
    let buckets: Buckets | undefined = this.#slices.get(slice);
    if (buckets === undefined) {
      buckets = new Map();
      this.#slices.set(slice, buckets);
    }
    countValue(buckets, value);
  }

  /** Of the whole span that ends now; undefined when nothing was counted in it. */
  percentiles(nowMs: number): Percentiles | undefined {
    this.#forgetBefore(Math.floor(nowMs / this.#span.sliceMs));
    return percentilesOf([...this.#slices.values()]);
  }

  /** What is kept across restarts. */
  toJSON(): unknown {
    return [...this.#slices].map(([slice, buckets]) => [slice, [...buckets].flat()]);
  }

  /** Takes what `toJSON` gave; what is malformed is left out. */
  restore(saved: unknown): void {
    if (!Array.isArray(saved)) return;
    for (const entry of saved as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [slice, flat] = entry as unknown[];
      if (typeof slice !== 'number' || !Array.isArray(flat)) continue;
      const numbers = (flat as unknown[]).filter(isCount);
      const buckets: Buckets = new Map();
      for (let index = 0; index + 1 < numbers.length; index += 2)
        buckets.set(numbers[index] ?? 0, numbers[index + 1] ?? 0);
      this.#slices.set(slice, buckets);
    }
  }

  #forgetBefore(newest: number): void {
    for (const slice of this.#slices.keys()) {
      if (slice <= newest - this.#span.slices || slice > newest + 1) this.#slices.delete(slice);
    }
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
