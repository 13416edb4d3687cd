import type { Usage } from '../wire/exchange.ts';

/** Cumulative counts joined: what `newer` says overwrites `older`, field by field; what it does not say stays. */
export function mergeUsage(older: Usage | undefined, newer: Usage | undefined): Usage | undefined {
  if (older === undefined || newer === undefined) return newer ?? older;
  const costUsd = newer.costUsd ?? older.costUsd;
  const hourCacheWriteTokens = newer.hourCacheWriteTokens ?? older.hourCacheWriteTokens;
  const billingTier = newer.billingTier ?? older.billingTier;
  return {
    inputTokens: newer.inputTokens ?? older.inputTokens,
    outputTokens: newer.outputTokens ?? older.outputTokens,
    cachedInputTokens: newer.cachedInputTokens ?? older.cachedInputTokens,
    cacheWriteTokens: newer.cacheWriteTokens ?? older.cacheWriteTokens,
    reasoningTokens: newer.reasoningTokens ?? older.reasoningTokens,
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(hourCacheWriteTokens === undefined ? {} : { hourCacheWriteTokens }),
    ...(billingTier === undefined ? {} : { billingTier }),
  };
}
