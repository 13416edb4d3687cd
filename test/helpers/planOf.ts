import type { ModelReference } from '../../src/gateway/modelReference.ts';
import type { AttemptPlan } from '../../src/gateway/routes/attemptPlan.ts';

/** The plan of a decision for one model. */
export function planOf(target: ModelReference): AttemptPlan {
  return { steps: [{ kind: 'one', target: { target } }] };
}
