import { firstTarget, type PlannedTarget } from '../routes/attemptPlan.ts';
import { filterPlan } from '../routes/filterPlan.ts';
import type { Candidate } from './candidate.ts';

/** A candidate with those of its targets alone that may answer; undefined when none may, the same when all may. */
export function keepTargets(
  candidate: Candidate,
  mayAnswer: (target: PlannedTarget) => boolean,
): Candidate | undefined {
  const { planned, target } = candidate;
  if (planned === undefined) return mayAnswer({ target }) ? candidate : undefined;
  const plan = filterPlan(planned.plan, mayAnswer);
  const first = plan === undefined ? undefined : firstTarget(plan);
  if (plan === undefined || first === undefined) return undefined;
  return plan === planned.plan
    ? candidate
    : { ...candidate, target: first.target, planned: { ...planned, plan } };
}
