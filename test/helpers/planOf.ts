import { withDefaults } from '../../src/config/settingDefaults.ts';
import type { ModelReference } from '../../src/gateway/modelReference.ts';
import type { AttemptPlan } from '../../src/gateway/routes/attemptPlan.ts';

/** The plan of a decision for one model, with the default failover. */
export function planOf(target: ModelReference): AttemptPlan {
  return { steps: [{ kind: 'one', target: { target } }], failover: withDefaults({}).failover };
}
