import type { LatencyPriors } from './latencyPriors.ts';

/** Measures nothing. */
export const noLatencyPriors: LatencyPriors = { note: () => undefined, of: () => ({}) };
