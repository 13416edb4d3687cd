import { createHash } from 'node:crypto';
import type { OrderStrategy } from '../../config/routeSchema.ts';
import type { AttemptStep } from './attemptPlan.ts';
import type { CompiledRoute } from './compiledRoute.ts';
import { type OrderMeasures, orderByStrategy } from './orderByStrategy.ts';
import type { PlanRequest } from './planRequest.ts';
import type { RouteTurns } from './routeTurns.ts';
import type { MeasureTargets, TargetMeasures } from './targetMeasures.ts';
import { leaves, type Ordered, type Unit, withoutRepeats } from './unit.ts';

/** What orders are made from besides the targets. */
export interface OrderContext {
  readonly turns: RouteTurns;
  readonly measures: MeasureTargets;
  /** At least 0 and below 1, as Math.random gives it. */
  readonly random: () => number;
}

/** The steps of a route's targets, by its strategy. Nothing is counted yet: that is for the decision. */
export function orderUnits(
  route: CompiledRoute,
  strategy: OrderStrategy,
  units: readonly Unit[],
  request: PlanRequest,
  context: OrderContext,
): Ordered {
  const ordered = orderByStrategy(units, strategy, unitMeasures(route, request, context.measures), {
    turn: context.turns.of(route.id),
    random: randomFor(route, units, request, context.random),
  });
  const [first] = ordered;
  const steps: AttemptStep[] = [];
  for (const unit of ordered) for (const step of unit.steps) steps.push(step);
  return {
    steps: units === route.fixedUnits ? steps : withoutRepeats(steps),
    // A nested route has its turn only when it stands first.
    turns: [...(strategy === 'round-robin' ? [route.id] : []), ...(first?.turns ?? [])],
  };
}

function unitMeasures(
  { route }: CompiledRoute,
  { facts }: PlanRequest,
  measures: MeasureTargets,
): OrderMeasures<Unit> {
  let known: TargetMeasures | undefined;
  const ask = (): TargetMeasures => (known ??= measures(facts.request.request));
  return {
    used: ({ steps }) => {
      const all = leaves(steps).map((target) => ask().used(target));
      const isKnown = all.every(({ usd }) => usd !== undefined);
      return {
        usd: isKnown ? all.reduce((sum, { usd = 0 }) => sum + usd, 0) : undefined,
        tokens: all.reduce((sum, { tokens }) => sum + tokens, 0),
      };
    },
    leftUsd: ({ lead }) => ask().leftUsd(lead),
    answerMs: ({ lead }) => ask().answerMs(lead),
    estimatedUsd: ({ lead }) => ask().estimatedUsd(lead),
    weight: ({ compiled }) => compiled.weight,
    liking: route.weighRatings === true ? ({ lead }) => ask().liking(lead) : undefined,
  };
}

/** Chance; for a `sticky` conversation numbers that stay, one a target in the order of the targets. */
function randomFor(
  { id, route, strategy }: CompiledRoute,
  units: readonly Unit[],
  request: PlanRequest,
  random: () => number,
): () => number {
  if (strategy !== 'random') return random;
  const conversation = route.sticky === true ? request.conversation() : undefined;
  if (conversation === undefined) return request.isDry ? () => 0.5 : random;
  const keys = units.map(({ compiled }) => compiled.key).values();
  return () => unitNumber(`${conversation}\0${id}\0${keys.next().value ?? ''}`);
}

/** A number of at least 0 and below 1 that a text always gives. */
function unitNumber(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
