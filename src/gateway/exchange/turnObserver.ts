import type { ExchangeObserver, ExchangeRecord } from './services.ts';
import type { PlannedTarget } from '../routes/attemptPlan.ts';
import { leaves } from '../routes/unit.ts';
import type { TurnMap } from '../routing/turnMap.ts';

/** Lets a turn stay with the target that answered it, where the first of its plan failed. */
export function turnObserver(turns: () => TurnMap): ExchangeObserver {
  return {
    onExchangeStart: () => undefined,
    onExchange: ({ outcome, decision, answeredBy }) => {
      if (outcome !== 'answered' || decision === undefined || answeredBy === undefined) return;
      const { steps } = decision.plan;
      const [first] = steps;
      if (first.kind === 'one' && isBy(first.target, answeredBy)) return;
      const by = leaves(steps).find((planned) => isBy(planned, answeredBy));
      if (by !== undefined) turns().answered(decision, by);
    },
  };
}

/** Whether a target of a plan has answered, whichever of its accounts that was. */
function isBy(
  { target, variant }: PlannedTarget,
  answeredBy: NonNullable<ExchangeRecord['answeredBy']>,
): boolean {
  const { provider, model } = answeredBy.target;
  return target.provider === provider && target.model === model && variant === answeredBy.variant;
}
