import type { AttemptPlan, AttemptStep, PlannedTarget } from './attemptPlan.ts';

/** The plan with the targets alone that may stay; undefined when none may. The same plan when all may. */
export function filterPlan(
  plan: AttemptPlan,
  mayStay: (target: PlannedTarget) => boolean,
): AttemptPlan | undefined {
  if (plan.steps.every((step) => targetsOf(step).every(mayStay))) return plan;
  const [first, ...others] = plan.steps.flatMap((step) => filterStep(step, mayStay) ?? []);
  return first === undefined ? undefined : { ...plan, steps: [first, ...others] };
}

/** A plan that begins with one target; the others stay behind it, one after the other. */
export function startWith(plan: AttemptPlan, target: PlannedTarget): AttemptPlan {
  const [first] = plan.steps;
  if (first.kind === 'one' && isSameTarget(first.target, target)) return plan;
  const others = plan.steps.flatMap((step): readonly PlannedTarget[] =>
    step.kind === 'one' ? [step.target] : step.targets,
  );
  const behind = others.filter((other) => !isSameTarget(other, target));
  return {
    ...plan,
    steps: [{ kind: 'one', target }, ...behind.map((other): AttemptStep => ({ kind: 'one', target: other }))],
  };
}

/** Several targets tried together; with one alone there is nothing to be together with. */
export function togetherStep(
  step: Exclude<AttemptStep, { kind: 'one' }>,
  targets: readonly PlannedTarget[],
): AttemptStep | undefined {
  const [only, second] = targets;
  if (only === undefined) return undefined;
  if (second === undefined) return { kind: 'one', target: only };
  return step.kind === 'race'
    ? { ...step, targets }
    : { ...step, targets, quorum: Math.min(step.quorum, targets.length) };
}

/** Every model that a step may send the request to. */
function targetsOf(step: AttemptStep): readonly PlannedTarget[] {
  switch (step.kind) {
    case 'one':
      return [step.target];
    case 'race':
      return step.targets;
    case 'consensus':
      return [...step.targets, step.summarizer];
  }
}

function filterStep(step: AttemptStep, mayStay: (target: PlannedTarget) => boolean): AttemptStep | undefined {
  if (step.kind === 'one') return mayStay(step.target) ? step : undefined;
  const targets = step.targets.filter(mayStay);
  const [first] = targets;
  if (first === undefined) return undefined;
  if (step.kind === 'race' || mayStay(step.summarizer)) return togetherStep(step, targets);
  return togetherStep({ ...step, summarizer: first }, targets);
}

function isSameTarget(one: PlannedTarget, other: PlannedTarget): boolean {
  return (
    one.target.provider === other.target.provider &&
    one.target.model === other.target.model &&
    one.account === other.account
  );
}
