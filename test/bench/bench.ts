/** One measured line of a bench. */
export interface BenchRow {
  readonly what: string;
  /** The median, or what the bench says it is. */
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with, e.g. `under 1 ms is wanted`. */
  readonly note?: string;
  /** The wanted value was not reached. */
  readonly missed?: boolean;
}

/** A thing that is measured. */
export interface Bench {
  readonly name: string;
  /** @param only measures just the lines whose name contains this, where a bench has many */
  readonly run: (only?: string) => Promise<readonly BenchRow[]>;
}

/** Median duration in ms of one call; `prepare` runs before each and is not counted. */
export function medianMs<T>(
  rounds: number,
  prepare: (round: number) => T,
  measured: (prepared: T) => void,
): number {
  const durations: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const prepared = prepare(round);
    const start = performance.now();
    measured(prepared);
    durations.push(performance.now() - start);
  }
  return median(durations);
}

/** The middle one of the values; the upper one of two middle ones. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
