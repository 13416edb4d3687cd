import type { Percentiles } from './latencyPriors.ts';

/** Neighbouring buckets are this far apart, so that a percentile is right to 2.5 %. */
const growth = 1.05;
const logGrowth = Math.log(growth);
/** Below it everything is one bucket. */
const smallest = 0.01;

/** Counts of measured values by bucket, whose bounds grow by a fixed factor: [bucket, count]. */
export type Buckets = Map<number, number>;

/** Counts a positive value. */
export function countValue(buckets: Buckets, value: number): void {
  const bucket = Math.max(0, Math.round(Math.log(value / smallest) / logGrowth));
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
}

/** Percentiles of all values that these hold together; undefined when there are none. */
export function percentilesOf(histograms: readonly Buckets[]): Percentiles | undefined {
  const sum: Buckets = new Map();
  let count = 0;
  for (const buckets of histograms) {
    for (const [bucket, counted] of buckets) {
      sum.set(bucket, (sum.get(bucket) ?? 0) + counted);
      count += counted;
    }
  }
  if (count === 0) return undefined;
  const sorted = [...sum].sort(([one], [other]) => one - other);
  const at = (share: number): number => {
    let below = 0;
    for (const [bucket, counted] of sorted) {
      below += counted;
      if (below >= share * count) return valueOf(bucket);
    }
    return valueOf(sorted.at(-1)?.[0] ?? 0);
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count };
}

function valueOf(bucket: number): number {
  return smallest * Math.exp(bucket * logGrowth);
}
