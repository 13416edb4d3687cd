import type { LatencyPriors } from '../../src/gateway/usage/latency/latencyPriors.ts';

/** Measures nothing. */
export const noLatencyPriors: LatencyPriors = { note: () => undefined, of: () => ({}) };
