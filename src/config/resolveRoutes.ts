import { conditionsSchema } from './conditionSchema.ts';
import type { ConfigScope } from './configScope.ts';
import type { EffectiveProvider, EffectiveRoute, EffectiveRouteTarget } from './effectiveConfig.ts';
import { type PathSegment, pathText, toIssues } from './issueText.ts';
import { type KnownTargets, missingAccount, missingTarget, routeIdOf } from './missingTarget.ts';
import type { ProblemList } from './problemList.ts';
import { idSchema, modelReferenceSchema } from './references.ts';
import { cycleText, routeCycles } from './routeCycles.ts';
import { routeSchema, routeTargetSchema, targetParametersSchema } from './routeSchema.ts';

const headSchema = routeSchema.omit({ targets: true });
const routeKeys = Object.keys(routeSchema.shape);
const targetKeys = [
  ...Object.keys(routeTargetSchema.shape),
  ...Object.keys(conditionsSchema.shape),
  ...Object.keys(targetParametersSchema.shape),
];

/** A route as it was written, before it is known what it refers to. */
interface Draft {
  readonly scope: ConfigScope;
  readonly path: readonly PathSegment[];
  readonly route: EffectiveRoute;
}

/**
 * Validates each route, and each of its targets, by itself: a bad target is marked broken and never chosen, a bad route is marked
 * broken as a whole, and so are all routes of a cycle; the rest holds. Everything bad is reported with its path.
 * @param scopes the user's own; a folder may say nothing here
 */
export function resolveRoutes(
  scopes: readonly ConfigScope[],
  providers: ReadonlyMap<string, EffectiveProvider>,
  problems: ProblemList,
): Map<string, EffectiveRoute> {
  const drafts = new Map<string, Draft>();
  for (const scope of scopes)
    for (const draft of draftsOf(scope, problems)) drafts.set(draft.route.id, draft);
  const inCycles = brokenByCycle(drafts, problems);
  // In the order written; each is replaced once it is known what it refers to, those that others refer to first.
  const routes = new Map([...drafts].map(([id, { route }]) => [id, route]));
  const settled = new Set<string>();
  const settle = (draft: Draft): void => {
    const { id } = draft.route;
    if (settled.has(id)) return;
    settled.add(id);
    const cycle = inCycles.get(id);
    if (cycle !== undefined) {
      routes.set(id, { ...draft.route, broken: cycle });
      return;
    }
    for (const next of referredTo(draft.route)) {
      const other = drafts.get(next);
      if (other !== undefined) settle(other);
    }
    routes.set(id, settledRoute(draft, { providers, routes }, problems));
  };
  for (const draft of drafts.values()) settle(draft);
  return routes;
}

function draftsOf(scope: ConfigScope, problems: ProblemList): Draft[] {
  const table = scope.value['routes'];
  if (table === undefined) return [];
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    problems.error(scope, ['routes'], 'expected an object keyed by route id');
    return [];
  }
  return Object.entries(table).flatMap(([id, value]): Draft[] => {
    const path = ['routes', id];
    const idResult = idSchema.safeParse(id);
    if (idResult.success) return [{ scope, path, route: draftRoute(scope, path, id, value, problems) }];
    problems.errors(scope, toIssues(idResult.error, path, []));
    return [];
  });
}

function draftRoute(
  scope: ConfigScope,
  path: readonly PathSegment[],
  id: string,
  value: unknown,
  problems: ProblemList,
): EffectiveRoute {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.error(scope, path, 'expected an object with "targets"');
    return { id, targets: [], broken: 'it is no object' };
  }
  const { targets: written, ...head } = value as Record<string, unknown>;
  const targets = draftTargets(scope, [...path, 'targets'], written, problems);
  const result = headSchema.safeParse(head);
  if (result.success) return { ...result.data, id, targets };
  const issues = toIssues(result.error, path, routeKeys);
  problems.errors(scope, issues);
  return { id, targets, broken: issues[0]?.message ?? 'it is not understood' };
}

function draftTargets(
  scope: ConfigScope,
  path: readonly PathSegment[],
  value: unknown,
  problems: ProblemList,
): EffectiveRouteTarget[] {
  if (!Array.isArray(value) || value.length === 0) {
    problems.error(
      scope,
      path,
      'expected a list of at least one target, for example [{"model": "openai/gpt-5"}]',
    );
    return [];
  }
  return value.map((written: unknown, index): EffectiveRouteTarget => {
    const own = [...path, index];
    const result = routeTargetSchema.safeParse(written);
    if (result.success) return result.data;
    const issues = toIssues(result.error, own, targetKeys);
    problems.errors(scope, issues);
    const [first] = issues;
    const where = first === undefined ? '' : pathText(first.path.slice(own.length));
    const broken = `${where === '' ? '' : `${where}: `}${first?.message ?? 'it is not understood'}`;
    return { model: modelOf(written), broken };
  });
}

/** The model of a bad target, to name it by. */
function modelOf(written: unknown): string {
  const member = typeof written === 'object' && written !== null && 'model' in written ? written.model : '';
  return typeof member === 'string' ? member : '';
}

/** Reports every cycle once, and says of each route in one which. */
function brokenByCycle(drafts: ReadonlyMap<string, Draft>, problems: ProblemList): Map<string, string> {
  const edges = new Map([...drafts].map(([id, { route }]) => [id, referredTo(route)]));
  const broken = new Map<string, string>();
  for (const cycle of routeCycles(edges)) {
    const draft = drafts.get(cycle[0]);
    if (draft === undefined) continue;
    const message = `the route refers to itself: ${cycleText(cycle)}`;
    problems.error(draft.scope, pathOfReference(draft, cycle[1] ?? cycle[0]), message);
    for (const id of cycle) broken.set(id, message);
  }
  return broken;
}

/** The routes that a route refers to where it can be used. */
function referredTo(route: EffectiveRoute): string[] {
  const targets = route.targets.filter(({ broken, enabled }) => broken === undefined && enabled !== false);
  return [...targets.map(({ model }) => model), route.summarizer ?? ''].flatMap(
    (model) => routeIdOf(model) ?? [],
  );
}

function pathOfReference({ path, route }: Draft, id: string): PathSegment[] {
  const index = route.targets.findIndex(({ model }) => model === `@${id}`);
  return index === -1 ? [...path, 'summarizer'] : [...path, 'targets', index, 'model'];
}

/** The route with what is found out about its references. */
function settledRoute(draft: Draft, known: KnownTargets, problems: ProblemList): EffectiveRoute {
  const { scope, path, route } = draft;
  const targets = route.targets.map((target, index) => {
    if (target.broken !== undefined || target.enabled === false) return target;
    const trouble = targetTrouble(target, known);
    if (trouble === undefined) return target;
    problems.error(scope, [...path, 'targets', index, trouble.key], trouble.message);
    return { ...target, broken: trouble.message };
  });
  const summarizer = route.summarizer === undefined ? undefined : missingTarget(route.summarizer, known);
  if (summarizer !== undefined) problems.error(scope, [...path, 'summarizer'], summarizer);
  warnOfIdleKeys(draft, problems);
  const broken = route.broken ?? summarizer ?? brokenByTargets(targets);
  return broken === undefined ? { ...route, targets } : { ...route, targets, broken };
}

function targetTrouble(
  { model, account, remap }: EffectiveRouteTarget,
  known: KnownTargets,
): { readonly key: keyof EffectiveRouteTarget; readonly message: string } | undefined {
  const missing = missingTarget(model, known);
  if (missing !== undefined) return { key: 'model', message: missing };
  if (modelReferenceSchema.safeParse(model).success && routeIdOf(model) === undefined) {
    const provider = model.slice(0, model.indexOf('/'));
    const noAccount = account === undefined ? undefined : missingAccount(provider, account, known);
    return noAccount === undefined ? undefined : { key: 'account', message: noAccount };
  }
  if (account !== undefined)
    return { key: 'account', message: `an account belongs to a provider; ${model} is a route` };
  if (remap !== undefined)
    return { key: 'remap', message: `models are remapped at a provider; ${model} is a route` };
  return undefined;
}

function brokenByTargets(targets: readonly EffectiveRouteTarget[]): string | undefined {
  if (targets.length === 0) return 'it has no targets';
  const [first] = targets;
  return targets.every(({ broken }) => broken !== undefined)
    ? `none of its targets can be used (${first?.broken ?? ''})`
    : undefined;
}

/** Keys that say nothing with the route's strategy: most likely another strategy was meant. */
function warnOfIdleKeys({ scope, path, route }: Draft, problems: ProblemList): void {
  const strategy = route.strategy ?? 'priority';
  const wanted = {
    sticky: 'random',
    quorum: 'consensus',
    deadlineSeconds: 'consensus',
    summarizer: 'consensus',
  } as const;
  for (const key of ['sticky', 'quorum', 'deadlineSeconds', 'summarizer'] as const) {
    if (route[key] === undefined || strategy === wanted[key]) continue;
    problems.warning(
      scope,
      [...path, key],
      `it counts with the strategy "${wanted[key]}" only, not with "${strategy}"`,
    );
  }
}
