import type { ConfigInput } from '../../src/config/schema.ts';
import { parseModelReference } from '../../src/gateway/modelReference.ts';
import type { AttemptStep, PlannedTarget } from '../../src/gateway/routes/attemptPlan.ts';
import type { Decision } from '../../src/gateway/routing/decision.ts';
import { type StartedGateway, type StartOptions, startGateway } from './startGateway.ts';

/** A target of a plan, from `provider/model`. */
export function plannedTarget(reference: string, rest: Partial<PlannedTarget> = {}): PlannedTarget {
  const target = parseModelReference(reference);
  if (target === undefined) throw new Error(`${reference} is no provider/model`);
  return { target, ...rest };
}

/** Targets that are tried one after the other. */
export function inOrder(...targets: readonly (string | PlannedTarget)[]): AttemptStep[] {
  return targets.map((target) => ({
    kind: 'one',
    target: typeof target === 'string' ? plannedTarget(target) : target,
  }));
}

/** A gateway whose every decision has this plan, whatever is asked for. */
export async function plannedGateway(
  config: ConfigInput,
  steps: readonly AttemptStep[],
  options: StartOptions & { readonly decision?: Partial<Decision> } = {},
): Promise<StartedGateway> {
  const [first, ...others] = steps;
  const target = first?.kind === 'one' ? first.target : first?.targets[0];
  if (first === undefined || target === undefined) throw new Error('a plan has at least one target');
  const decision: Decision = {
    target: target.target,
    plan: { route: 'main', steps: [first, ...others] },
    kind: 'chat',
    workspace: 'default',
    cause: 'rule',
    reason: 'the plan of the test',
    files: [],
    warnings: [],
    ...options.decision,
  };
  return await startGateway(config, {
    ...options,
    services: { decide: () => decision, ...options.services },
  });
}
