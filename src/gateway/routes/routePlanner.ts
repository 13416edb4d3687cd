import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { ModelReference } from '../modelReference.ts';
import type { ModelDirectory } from '../routing/modelDirectory.ts';
import { holds, mismatch } from '../routing/conditions/matchConditions.ts';
import { modelTrouble } from '../routing/modelTrouble.ts';
import type { AttemptPlan, AttemptStep, PlannedTarget } from './attemptPlan.ts';
import { firstTarget } from './attemptPlan.ts';
import type { CompileCondition, CompiledRoute, CompiledTarget } from './compiledRoute.ts';
import { compileRoutes } from './compiledRoute.ts';
import { togetherStep } from './filterPlan.ts';
import { type OrderContext, orderUnits } from './orderUnits.ts';
import type { Planned, PlanRequest, Unplanned } from './planRequest.ts';
import { parseTargetReference, type TargetReference } from './targetReference.ts';
import { unitOf, modelFor, type Ordered, type Unit, withExtras } from './unit.ts';

export interface RoutePlannerOptions extends OrderContext {
  readonly config: EffectiveConfig;
  readonly directory: ModelDirectory;
  readonly compileCondition: CompileCondition;
}

/** Why a model is no good choice, and when it is tried all the same. */
interface Doubt {
  readonly why: string;
  /** `last`: where there are no others, and nothing comes after the route. */
  readonly try: 'never' | 'last' | 'without others';
}

const nothing: Ordered = { steps: [], turns: [] };

/** Makes the order of attempts from a model reference and a request. Compiled once for a configuration. */
export class RoutePlanner {
  readonly #options: RoutePlannerOptions;
  readonly #routes: ReadonlyMap<string, CompiledRoute>;
  /** By route, whether all of its targets could be used at a revision of the directory. */
  readonly #wellRoutes = new Map<string, { readonly revision: number; readonly isWell: boolean }>();

  constructor(options: RoutePlannerOptions) {
    this.#options = options;
    this.#routes = compileRoutes(options.config, options.compileCondition);
  }

  /** Who may answer a request for which a model reference was chosen, or why nobody can. */
  plan(reference: TargetReference, request: PlanRequest): Planned | Unplanned {
    switch (reference.kind) {
      case 'model':
        return this.#single(reference.target, request);
      case 'requested': {
        const { provider } = reference;
        const model = request.requestedModel;
        if (model === undefined) return { trouble: `the request names no model for ${provider}/*` };
        return this.#single({ provider, model }, request);
      }
      case 'route': {
        const route = this.#routes.get(reference.id);
        if (route === undefined) return { trouble: this.#missingRoute(reference.id) };
        const { steps, turns } = this.#order(route, request, new Set([route.id]));
        const [first, ...others] = steps;
        if (first === undefined) return { trouble: `no target of @${route.id} can answer` };
        const { id, strategy } = route;
        return { plan: { route: id, strategy, steps: [first, ...others] }, turns };
      }
    }
  }

  /** Why a reference can be used by no request right now; undefined when it can by some. */
  trouble(reference: TargetReference): string | undefined {
    const { config, directory } = this.#options;
    switch (reference.kind) {
      case 'model':
        return modelTrouble(reference.target, config, directory);
      case 'requested':
        return modelTrouble({ provider: reference.provider, model: '' }, config, directory);
      case 'route': {
        const route = this.#routes.get(reference.id);
        if (route === undefined) return this.#missingRoute(reference.id);
        let first: string | undefined;
        for (const target of route.targets) {
          const trouble = this.trouble(target.reference);
          if (trouble === undefined) return undefined;
          first ??= trouble;
        }
        return `no target of @${route.id} can answer: ${first ?? 'all are switched off'}`;
      }
    }
  }

  #missingRoute(id: string): string {
    const broken = this.#options.config.routes.get(id)?.broken;
    return broken === undefined
      ? `there is no route "@${id}"`
      : `the route "@${id}" cannot be used: ${broken}`;
  }

  #single(target: ModelReference, request: PlanRequest): Planned | Unplanned {
    const { config, directory } = this.#options;
    const trouble = modelTrouble(target, config, directory);
    if (trouble !== undefined && (request.isLast !== true || !directory.hasProvider(target.provider))) {
      return { trouble };
    }
    if (trouble !== undefined) request.warn(trouble);
    else if (!directory.usable(target.provider)) request.warn(keyless(target));
    return { plan: { steps: [{ kind: 'one', target: { target } }] }, turns: [] };
  }

  /** @param above the routes that led here */
  #order(route: CompiledRoute, request: PlanRequest, above: ReadonlySet<string>): Ordered {
    for (const { label, why, isOff } of route.idle) {
      request.leaveOut?.(route.id, label, why);
      if (!isOff) request.warn(`${label} of @${route.id} is left out: ${why}`);
    }
    const { fixedUnits } = route;
    if (fixedUnits !== undefined && this.#areWell(route.id, fixedUnits)) {
      return this.#byStrategy(route, fixedUnits, request);
    }
    const found = route.targets.flatMap((target) => this.#unit(route, target, request, above) ?? []);
    const good = found.filter(({ poor }) => poor === undefined);
    // What has no key cannot answer, and is asked all the same when nothing else is there: the error says what is missing.
    const units = good.length > 0 ? good : found;
    for (const { poor, compiled } of found) {
      if (poor === undefined) continue;
      request.warn(`${compiled.label} of @${route.id}${good.length > 0 ? ' is left out' : ''}: ${poor}`);
      if (good.length > 0) request.leaveOut?.(route.id, compiled.label, poor);
    }
    const ordered = this.#byStrategy(route, units, request);
    return good.length > 0 ? ordered : { ...ordered, poor: found[0]?.poor };
  }

  /** Whether every target can be used; looked at again only when something has changed. */
  #areWell(id: string, units: readonly Unit[]): boolean {
    const { revision } = this.#options.directory;
    const known = this.#wellRoutes.get(id);
    if (known?.revision === revision) return known.isWell;
    const isWell = units.every(({ lead }) => this.#doubt(lead.target) === undefined);
    this.#wellRoutes.set(id, { revision, isWell });
    return isWell;
  }

  #byStrategy(route: CompiledRoute, units: readonly Unit[], request: PlanRequest): Ordered {
    switch (route.strategy) {
      case 'race':
        return this.#race(units);
      case 'consensus':
        return this.#consensus(route, units, request);
      default:
        return orderUnits(route, route.strategy, units, request, this.#options);
    }
  }

  /** What a target stands for in this request; undefined when it takes no part. */
  #unit(
    route: CompiledRoute,
    compiled: CompiledTarget,
    request: PlanRequest,
    above: ReadonlySet<string>,
  ): Unit | undefined {
    const { when, label, reference, extras } = compiled;
    const leaveOut = (why: string): Unit | undefined => {
      request.leaveOut?.(route.id, label, why);
      return undefined;
    };
    if (when !== undefined && !holds(when, request.facts)) return leaveOut(mismatch(when, request.facts));
    if (reference.kind === 'route') {
      const nested = this.#routes.get(reference.id);
      if (nested === undefined || above.has(reference.id)) return leaveOut(this.#missingRoute(reference.id));
      const ordered = this.#order(nested, request, new Set([...above, nested.id]));
      const steps = withExtras(ordered.steps, extras);
      const lead = leadOf(steps);
      return lead === undefined
        ? leaveOut('none of its targets can answer')
        : { ...ordered, compiled, lead, steps };
    }
    const model = modelFor(compiled, request.requestedModel);
    if (model === undefined) return leaveOut('the request names no model');
    const provider = reference.kind === 'model' ? reference.target.provider : reference.provider;
    const doubt = this.#doubt({ provider, model });
    if (doubt?.try === 'never' || (doubt?.try === 'last' && request.isLast !== true)) {
      request.warn(`${label} of @${route.id} is left out: ${doubt.why}`);
      return leaveOut(doubt.why);
    }
    const step =
      compiled.fixed ?? ({ kind: 'one', target: { target: { provider, model }, ...extras } } as const);
    return { ...unitOf(compiled, step), poor: doubt?.why };
  }

  /** Why a model is not asked where others are there. */
  #doubt(target: ModelReference): Doubt | undefined {
    const { config, directory } = this.#options;
    const trouble = modelTrouble(target, config, directory);
    if (trouble !== undefined) {
      return { why: trouble, try: directory.hasProvider(target.provider) ? 'last' : 'never' };
    }
    return directory.usable(target.provider) ? undefined : { why: keyless(target), try: 'without others' };
  }

  #race(units: readonly Unit[]): Ordered {
    const targets = units.map(({ lead }) => lead);
    const step = togetherStep({ kind: 'race', targets }, targets);
    return step === undefined ? nothing : { steps: [step], turns: units.flatMap(({ turns }) => turns) };
  }

  #consensus(route: CompiledRoute, units: readonly Unit[], request: PlanRequest): Ordered {
    const targets = units.map(({ lead }) => lead);
    const [first] = targets;
    if (first === undefined) return nothing;
    const { request: asked } = request.facts.request;
    if (asked.kind === 'chat' && asked.tools.length > 0) {
      // Calls of tools cannot be joined: the first answers alone, and the others stand behind it.
      return { steps: targets.map((target) => ({ kind: 'one', target })), turns: units[0]?.turns ?? [] };
    }
    const { quorum = targets.length, deadlineSeconds = 60 } = route.route;
    const step = togetherStep(
      {
        kind: 'consensus',
        targets,
        quorum,
        deadlineMs: deadlineSeconds * 1000,
        summarizer: this.#summarizer(route, request) ?? first,
      },
      targets,
    );
    return step === undefined ? nothing : { steps: [step], turns: units.flatMap(({ turns }) => turns) };
  }

  /** The configured summarizer where it can be used now; of a route its first target. */
  #summarizer({ id, route: { summarizer } }: CompiledRoute, request: PlanRequest): PlannedTarget | undefined {
    const reference = summarizer === undefined ? undefined : parseTargetReference(summarizer);
    if (reference === undefined) return undefined;
    const planned = this.plan(reference, request);
    if ('plan' in planned) return firstTarget(planned.plan);
    request.warn(`the summarizer of @${id} is left out: ${planned.trouble}`);
    return undefined;
  }
}

function leadOf([first]: readonly AttemptStep[]): PlannedTarget | undefined {
  return first === undefined
    ? undefined
    : firstTarget({ steps: [first] } satisfies Pick<AttemptPlan, 'steps'>);
}

function keyless({ provider }: ModelReference): string {
  return `the provider "${provider}" has no key`;
}
