import type { AttemptStep, PlannedTarget } from './attemptPlan.ts';
import type { CompiledTarget } from './compiledRoute.ts';

/** Steps, best first. */
export interface Ordered {
  readonly steps: readonly AttemptStep[];
  /** The round-robin routes that count a turn when the first step is taken. */
  readonly turns: readonly string[];
  /** Why they are only asked when there is nothing better. */
  readonly poor?: string;
}

/** A route's target that takes part in a request, and what it stands for: a nested route for all of its steps. */
export interface Unit extends Ordered {
  readonly compiled: CompiledTarget;
  /** The target that it begins with: the one that it is measured by. */
  readonly lead: PlannedTarget;
}

/** What a target that names a model stands for. */
export function unitOf(compiled: CompiledTarget, step: Extract<AttemptStep, { kind: 'one' }>): Unit {
  return { compiled, lead: step.target, steps: [step], turns: [] };
}

/** Every target of steps, in order. */
export function leaves(steps: readonly AttemptStep[]): PlannedTarget[] {
  return steps.flatMap((step) => (step.kind === 'one' ? [step.target] : step.targets));
}

/** The model of a target that is none of a nested route; undefined when it needs one that the client did not name. */
export function modelFor(
  { reference, remap }: CompiledTarget,
  requested: string | undefined,
): string | undefined {
  if (reference.kind === 'route') return undefined;
  const mapped = requested === undefined ? undefined : remap.find(({ matches }) => matches(requested));
  if (mapped !== undefined) return mapped.model;
  return reference.kind === 'model' ? reference.target.model : requested;
}

/** A nested route's steps with what the target that names it says: its parameters give way to theirs. */
export function withExtras(
  steps: readonly AttemptStep[],
  { parameters, variant }: CompiledTarget['extras'],
): readonly AttemptStep[] {
  if (parameters === undefined && variant === undefined) return steps;
  const add = (target: PlannedTarget): PlannedTarget => ({
    ...target,
    parameters: { ...parameters, ...target.parameters },
    variant: target.variant ?? variant,
  });
  return steps.map((step) => {
    switch (step.kind) {
      case 'one':
        return { ...step, target: add(step.target) };
      case 'race':
        return { ...step, targets: step.targets.map(add) };
      case 'consensus':
        return { ...step, targets: step.targets.map(add) };
    }
  });
}

/** Each target tried alone once only: what failed is not better the second time. */
export function withoutRepeats(steps: readonly AttemptStep[]): readonly AttemptStep[] {
  const seen = new Set<string>();
  const kept = steps.filter((step) => {
    if (step.kind !== 'one') return true;
    const { target, account = '' } = step.target;
    const key = `${target.provider}/${target.model} ${account}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.length === steps.length ? steps : kept;
}
