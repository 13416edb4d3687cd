import type { Conditions } from '../../config/conditionSchema.ts';
import type { EffectiveConfig, EffectiveRoute, EffectiveRouteTarget } from '../../config/effectiveConfig.ts';
import type { RouteStrategy } from '../../config/routeSchema.ts';
import { compileModelGlob, type MatchModel } from '../modelGlob.ts';
import type { CompiledConditions } from '../routing/conditions/compileConditions.ts';
import type { AttemptStep, PlannedTarget } from './attemptPlan.ts';
import { parseTargetReference, type TargetReference } from './targetReference.ts';
import { unitOf, type Unit, withoutRepeats } from './unit.ts';

/** Makes a target's conditions ready to be asked. */
export type CompileCondition = (when: Conditions) => CompiledConditions;

/** A target that can take part. */
export interface CompiledTarget {
  /** As written: `provider/model`, `provider/*` or `@route`. */
  readonly label: string;
  /** Tells it from the route's other targets, and stays when others come and go. */
  readonly key: string;
  readonly reference: TargetReference;
  readonly weight: number;
  readonly when: CompiledConditions | undefined;
  /** Of a target that is the same for every request: how it is planned. */
  readonly fixed: Extract<AttemptStep, { kind: 'one' }> | undefined;
  /** What is planned besides the model. */
  readonly extras: Omit<PlannedTarget, 'target'>;
  readonly remap: readonly { readonly matches: MatchModel; readonly model: string }[];
}

/** A target that is never chosen as it is written, and why. */
export interface IdleTarget {
  readonly label: string;
  readonly why: string;
  /** Switched off by the user, which nobody needs to be warned of. */
  readonly isOff: boolean;
}

/** A route, ready to be planned. */
export interface CompiledRoute {
  readonly id: string;
  readonly strategy: RouteStrategy;
  readonly route: EffectiveRoute;
  readonly targets: readonly CompiledTarget[];
  readonly idle: readonly IdleTarget[];
  /** What its targets stand for when that is the same for every request; each target once. */
  readonly fixedUnits: readonly Unit[] | undefined;
}

/** Compiles the routes of a configuration that can be used. */
export function compileRoutes(
  { routes }: Pick<EffectiveConfig, 'routes'>,
  compileCondition: CompileCondition,
): Map<string, CompiledRoute> {
  const usable = [...routes.values()].filter(({ broken }) => broken === undefined);
  return new Map(usable.map((route) => [route.id, compileRoute(route, compileCondition)]));
}

function compileRoute(route: EffectiveRoute, compileCondition: CompileCondition): CompiledRoute {
  const targets: CompiledTarget[] = [];
  const idle: IdleTarget[] = [];
  const uses = new Map<string, number>();
  for (const target of route.targets) {
    const when = target.when === undefined ? undefined : compileCondition(target.when);
    const reference = parseTargetReference(target.model);
    const broken = target.broken ?? when?.broken;
    if (target.enabled === false) idle.push({ label: target.model, why: 'it is switched off', isOff: true });
    else if (broken !== undefined || reference === undefined) {
      idle.push({ label: target.model, why: broken ?? 'it is no model', isOff: false });
    } else {
      const name = `${target.model} ${target.account ?? ''} ${target.variant ?? ''}`;
      const use = uses.get(name) ?? 0;
      uses.set(name, use + 1);
      targets.push(compileTarget(target, reference, when, `${name} ${use}`));
    }
  }
  const strategy = route.strategy ?? 'priority';
  return { id: route.id, strategy, route, targets, idle, fixedUnits: fixedUnitsOf(targets) };
}

function fixedUnitsOf(targets: readonly CompiledTarget[]): readonly Unit[] | undefined {
  const units = targets.flatMap((target) => (target.fixed === undefined ? [] : unitOf(target, target.fixed)));
  const steps = units.flatMap((unit) => unit.steps);
  return units.length === targets.length && withoutRepeats(steps) === steps ? units : undefined;
}

function compileTarget(
  target: EffectiveRouteTarget,
  reference: TargetReference,
  when: CompiledConditions | undefined,
  key: string,
): CompiledTarget {
  const { model, account, parameters, variant, weight = 1 } = target;
  const extras = { account, parameters, variant };
  const remap = Object.entries(target.remap ?? {}).map(([glob, to]) => ({
    matches: compileModelGlob(glob),
    model: to,
  }));
  const isFixed = reference.kind === 'model' && when === undefined && remap.length === 0;
  return {
    label: account === undefined ? model : `${model} (account ${account})`,
    key,
    reference,
    weight,
    when,
    fixed: isFixed ? { kind: 'one', target: { target: reference.target, ...extras } } : undefined,
    extras,
    remap,
  };
}
