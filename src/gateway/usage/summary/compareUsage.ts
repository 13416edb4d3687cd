import type { UsageComparison } from '../../../protocol/usage.ts';
import { costAtRates, type Rate, type Rates } from '../money/rates.ts';
import type { UsageSum } from './usageSum.ts';

/**
 * What the exchanges of a sum would have cost at another model: their tokens at its prices. What was read from a cache is
 * taken as read from a cache there too, what was written as written.
 * @param rates undefined: what the model costs is not known
 */
export function compareUsage(sum: UsageSum, model: string, rates: Rates | undefined): UsageComparison {
  if (rates === undefined) return { outcome: 'unknown price', model };
  const requests = sum.of('compared');
  const tokensUsd = costAtRates(baseRates(rates), {
    inputTokens: sum.of('compared_input_tokens'),
    cachedInputTokens: sum.of('compared_cached_tokens'),
    cacheWriteTokens: sum.of('compared_written_tokens'),
    outputTokens: sum.of('compared_output_tokens'),
    reasoningTokens: sum.of('compared_reasoning_tokens'),
  });
  return {
    outcome: 'compared',
    model,
    wouldBeUsd: tokensUsd + requests * (rates.perRequestUsd ?? 0),
    wasUsd: sum.of('compared_usd'),
    requests,
    leftOut: sum.of('not_compared'),
    lacksCachePrice: rates.cacheRead === undefined && sum.of('compared_cached_tokens') > 0,
    isTiered: Object.values(rates).some((rate) => typeof rate === 'object'),
  };
}

/** A sum has no prompt length: what a short one costs holds for all. */
function baseRates({ input, output, cacheRead, cacheWrite, reasoning }: Rates): Rates {
  return {
    input: base(input),
    output: base(output),
    cacheRead: cacheRead === undefined ? undefined : base(cacheRead),
    cacheWrite: cacheWrite === undefined ? undefined : base(cacheWrite),
    reasoning: reasoning === undefined ? undefined : base(reasoning),
  };
}

function base(rate: Rate): number {
  return typeof rate === 'number' ? rate : rate.base;
}
