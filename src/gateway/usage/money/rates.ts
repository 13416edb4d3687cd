import type { PriceConfig } from '../../../config/moneySchema.ts';
import type { Usage } from '../../wire/exchange.ts';
import type { TierShares } from './tierShares.ts';

/** USD per million tokens; in tiers, of which the last that the prompt is longer than holds for all of it. */
export type Rate =
  | number
  | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] };

/** What a model costs. A part that has no rate of its own costs what the whole does that it is part of. */
export interface Rates {
  readonly input: Rate;
  readonly output: Rate;
  readonly cacheRead?: Rate;
  readonly cacheWrite?: Rate;
  readonly hourCacheWrite?: Rate;
  readonly reasoning?: Rate;
  readonly perRequestUsd?: number;
  readonly tierShares?: TierShares;
}

/** Nothing is paid by the request: local models and subscriptions. */
export const flatRates: Rates = { input: 0, output: 0 };

/** The rates that the user writes. */
export function ownRates({ input, output, cachedInput, cacheWrite, perRequest }: PriceConfig): Rates {
  return { input, output, cacheRead: cachedInput, cacheWrite, perRequestUsd: perRequest };
}

/** What these tokens cost at these rates, in USD. Parts that are larger than their whole count as the whole. */
export function costAtRates(rates: Rates, usage: Usage): number {
  const prompt = usage.inputTokens ?? 0;
  const answer = usage.outputTokens ?? 0;
  const cached = within(usage.cachedInputTokens, prompt);
  const written = within(usage.cacheWriteTokens, prompt - cached);
  const kept = within(usage.hourCacheWriteTokens, written);
  const reasoned = within(usage.reasoningTokens, answer);
  const cacheWrite = rates.cacheWrite ?? rates.input;
  const at = (rate: Rate, tokens: number): number => (tokens === 0 ? 0 : tierOf(rate, prompt) * tokens);
  const millionths =
    at(rates.input, prompt - cached - written) +
    at(rates.cacheRead ?? rates.input, cached) +
    at(cacheWrite, written - kept) +
    at(rates.hourCacheWrite ?? cacheWrite, kept) +
    at(rates.output, answer - reasoned) +
    at(rates.reasoning ?? rates.output, reasoned);
  return (millionths * tierShare(rates, usage)) / 1_000_000 + (rates.perRequestUsd ?? 0);
}

/** Whether it is known what the way costs in which the request was processed. */
export function knowsTier({ tierShares }: Rates, { billingTier }: Usage): boolean {
  return billingTier === undefined || tierShares?.[billingTier] !== undefined;
}

function tierShare({ tierShares }: Rates, { billingTier }: Usage): number {
  return billingTier === undefined ? 1 : (tierShares?.[billingTier] ?? 1);
}

function within(part: number | undefined, whole: number): number {
  return Math.min(part ?? 0, whole);
}

function tierOf(rate: Rate, promptTokens: number): number {
  if (typeof rate === 'number') return rate;
  return rate.tiers.findLast(({ start }) => promptTokens > start)?.price ?? rate.base;
}
