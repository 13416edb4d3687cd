import type { ModelReference } from '../../modelReference.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

/** How quickly a model has answered lately. */
export interface LatencyPrior {
  readonly firstTokenMs?: Percentiles;
  readonly tokensPerSecond?: Percentiles;
}

/** Measured speed of models, over 30 minutes and 24 hours; kept across restarts. */
export interface LatencyPriors {
  note(
    target: ModelReference,
    account: string,
    measured: { readonly firstTokenMs?: number; readonly tokensPerSecond?: number },
  ): void;
  /** The last 30 minutes where they have enough, else 24 hours; of all its accounts unless one is named. */
  of(target: ModelReference, account?: string): LatencyPrior;
}
