import type { ExchangeObserver } from './services.ts';
import { leaves } from '../routes/unit.ts';
import type { TurnMap } from '../routing/turnMap.ts';

/** Lets a turn stay with the target that answered it, where the first of its plan failed. */
export function turnObserver(turns: () => TurnMap): ExchangeObserver {
  return {
    onExchangeStart: () => undefined,
    onExchange: ({ outcome, decision, answeredBy }) => {
      if (outcome !== 'answered' || decision === undefined || answeredBy === undefined) return;
      const { provider, model } = answeredBy.target;
      const by = leaves(decision.plan.steps).find(
        ({ target, variant }) =>
          target.provider === provider && target.model === model && variant === answeredBy.variant,
      );
      if (by !== undefined) turns().answered(decision, by);
    },
  };
}
