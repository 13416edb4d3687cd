import type { Cost } from './ledger.ts';

/** What two calls cost together; one unknown makes the sum unknown. */
export function sumOfCosts(a: Cost, b: Cost): Cost {
  if (a.kind === 'unknown' || b.kind === 'unknown') return { kind: 'unknown' };
  return { kind: a.kind === 'exact' && b.kind === 'exact' ? 'exact' : 'estimated', usd: a.usd + b.usd };
}
