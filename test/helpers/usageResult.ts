import type { UsageAmounts, UsageResult } from '../../src/protocol/usage.ts';

/** Nothing used, but for what a test says. */
export function usageAmounts(changes: Partial<UsageAmounts> = {}): UsageAmounts {
  return {
    requests: 0,
    errors: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    costUsd: 0,
    estimatedUsd: 0,
    unknownCosts: 0,
    knownCosts: 0,
    ...changes,
  };
}

/** The answer for two days, but for what a test says. */
export function usageResult(changes: Partial<UsageResult> = {}): UsageResult {
  return {
    from: '2026-11-20',
    to: '2026-11-21',
    step: 'day',
    by: 'model',
    buckets: [],
    total: usageAmounts(),
    groups: [],
    choices: { provider: [], model: [], workspace: [], client: [] },
    isRecording: true,
    ...changes,
  };
}
