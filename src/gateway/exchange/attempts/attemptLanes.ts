import type { AccountCandidate } from '../../accounts/accountPool.ts';
import type { GatewayError } from '../../errors.ts';
import type { TargetCandidate } from '../../failover/candidateQueue.ts';
import type { PlannedTarget } from '../../routes/attemptPlan.ts';
import type { Attempt } from './attempt.ts';
import type { RunningAttempt } from './race.ts';

export interface LaneOptions<Result> {
  /** Best first. */
  readonly accountsOf: (planned: PlannedTarget) => readonly AccountCandidate[];
  readonly createAttempt: (candidate: TargetCandidate) => Attempt;
  readonly begin: (attempt: Attempt) => Promise<Result>;
  /** Whether another account may take the place of an attempt that failed, after so many calls of this step. */
  readonly mayTakePlace: (failed: Attempt, error: GatewayError, calls: number) => boolean;
}

/**
 * Begins an attempt at each target that can be asked, all at once, with its best account. When that fails, the target's next
 * account that is ready takes its place.
 */
export function startLanes<Result>(
  targets: readonly PlannedTarget[],
  { accountsOf, createAttempt, begin, mayTakePlace }: LaneOptions<Result>,
): RunningAttempt<Result>[] {
  const begun: Attempt[] = [];
  const run = (
    planned: PlannedTarget,
    [account, ...others]: readonly AccountCandidate[],
  ): RunningAttempt<Result> | undefined => {
    if (account === undefined) return undefined;
    const attempt = createAttempt({ ...account, kind: 'one', planned });
    begun.push(attempt);
    const ready = others.filter(({ standing }) => standing.state === 'active');
    const next = (error: GatewayError): RunningAttempt<Result> | undefined => {
      // What failed before it was sent is no call.
      const calls = begun.filter(({ isOver, isSent }) => isSent || !isOver).length;
      return mayTakePlace(attempt, error, calls) ? run(planned, ready) : undefined;
    };
    return { attempt, result: begin(attempt), next };
  };
  return targets.flatMap((planned) => run(planned, accountsOf(planned)) ?? []);
}
