export interface KnownCost {
  /** undefined: nothing is known of it. */
  readonly costUsd: number | undefined;
  readonly hasEstimated: boolean;
  /** How many requests cost something unknown. */
  readonly unknownCosts: number;
}

/** `0.0123`; `~` before what is partly estimated, `+?` behind what is partly unknown; `unknown`. USD. */
export function costText({ costUsd, hasEstimated, unknownCosts }: KnownCost): string {
  if (costUsd === undefined) return unknownCosts > 0 ? 'unknown' : '';
  const digits = costUsd >= 1 ? 2 : 4;
  return `${hasEstimated ? '~' : ''}${costUsd.toFixed(digits)}${unknownCosts > 0 ? '+?' : ''}`;
}

/** `320 ms`, `4.2 s`; empty when it is not known. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
