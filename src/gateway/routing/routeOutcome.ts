import { stepText } from '../routes/stepText.ts';
import type { Candidate } from './candidate.ts';
import type { RouteOutcome } from './decision.ts';

/** How the route of a choice was planned; undefined where none was asked. */
export function routeOutcome(
  { planned }: Candidate,
  leftOut: RouteOutcome['leftOut'],
): RouteOutcome | undefined {
  if (planned?.plan.route === undefined) return undefined;
  const { route: id, strategy = 'priority', steps } = planned.plan;
  return { id, strategy, order: steps.map(stepText), leftOut: [...leftOut] };
}
