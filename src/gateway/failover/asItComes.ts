import type { Failover } from '../../config/effectiveConfig.ts';
import type { AccountCandidate } from '../accounts/accountPool.ts';

/**
 * The accounts as failover may choose among them: where it is off altogether, earlier failures pass none over, so that the client gets
 * each request's own error. Limits and budgets hold all the same.
 */
export function asItComes(
  { onError, onRateLimit }: Pick<Failover, 'onError' | 'onRateLimit'>,
  candidates: readonly AccountCandidate[],
): readonly AccountCandidate[] {
  if (onError || onRateLimit) return candidates;
  return candidates.map((candidate) =>
    candidate.standing.state === 'cooling' || candidate.standing.state === 'key rejected'
      ? { ...candidate, readyAtMs: 0 }
      : candidate,
  );
}
