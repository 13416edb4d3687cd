export interface KnownCost {
  /** undefined: nothing is known of it. */
  readonly costUsd: number | undefined;
  readonly hasEstimated: boolean;
  /** How many requests cost something unknown. */
  readonly unknownCosts: number;
}

/** `0.0123`, and as much of smaller amounts as matters, so that none looks free; `~` before what is partly estimated, `+?` behind what is partly unknown; `unknown`. USD. */
export function costText({ costUsd, hasEstimated, unknownCosts }: KnownCost): string {
  if (costUsd === undefined) return unknownCosts > 0 ? 'unknown' : '';
  return `${hasEstimated ? '~' : ''}${costUsd.toFixed(digitsOf(costUsd))}${unknownCosts > 0 ? '+?' : ''}`;
}

function digitsOf(usd: number): number {
  if (usd >= 1) return 2;
  return usd === 0 ? 4 : Math.min(8, Math.max(4, 1 - Math.floor(Math.log10(usd))));
}

/** `320 ms`, `4.2 s`; empty when it is not known. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
