import * as l10n from '@vscode/l10n';
import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import type { Drafts } from './drafts.ts';
import { idProblem } from './ids.ts';
import { routeCycle } from './routeCycle.ts';
import {
  isRouteChanged,
  type RouteDraft,
  routeDraftOf,
  routePartsProblem,
  routeTitle,
  routeValue,
} from './routeDraft.ts';

/** A route as the page lists it: as edited, or as saved when nobody edits it. */
export interface ListedRoute {
  readonly key: string;
  readonly draft: RouteDraft;
  readonly title: string;
  readonly isUnsaved: boolean;
  /** The settings say something else by now than when editing began. */
  readonly isOutdated: boolean;
}

/** The user's routes in the order of the settings, then the new ones. */
export function listRoutes(settings: UserSettings, drafts: Drafts): ListedRoute[] {
  const saved = Object.entries(settings.routes).map(([id, value]) =>
    listed(id, drafts.routes[id] ?? routeDraftOf(id, value), value),
  );
  const others = Object.entries(drafts.routes)
    .filter(([key]) => !Object.hasOwn(settings.routes, key))
    .map(([key, draft]) => listed(key, draft, undefined));
  return [...saved, ...others];
}

function listed(key: string, draft: RouteDraft, saved: unknown): ListedRoute {
  return {
    key,
    draft,
    title: routeTitle(draft),
    isUnsaved: isRouteChanged(draft),
    isOutdated: draft.savedId !== undefined && !sameJson(draft.base, saved),
  };
}

/** The routes that a model may name: their ids as they are saved and, where they are edited, as they will be. */
export function routeIds(settings: UserSettings, drafts: Drafts): string[] {
  return [
    ...new Set(listRoutes(settings, drafts).flatMap(({ key, draft }) => [draft.savedId ?? key, draft.id])),
  ].filter((id) => !id.startsWith('new:'));
}

/** Why an id cannot be a route's, or undefined. */
export function routeIdProblem(
  { key, draft }: ListedRoute,
  routes: readonly ListedRoute[],
): string | undefined {
  if (draft.id === draft.savedId) return undefined;
  return idProblem(
    draft.id,
    routes.filter((other) => other.key !== key).map((other) => other.draft.id),
  );
}

/** The way in which a route comes back to itself as all routes are edited, `@a → @b → @a`; undefined when it does not. */
export function cycleText({ draft }: ListedRoute, routes: readonly ListedRoute[]): string | undefined {
  const values = new Map(routes.map((route) => [route.draft.id, routeValue(route.draft)]));
  return routeCycle(draft.id, values)
    ?.map((id) => `@${id}`)
    .join(' → ');
}

/** Why a route cannot be saved as it is edited, or undefined. */
export function routeProblem(route: ListedRoute, routes: readonly ListedRoute[]): string | undefined {
  const cycle = cycleText(route, routes);
  return (
    routeIdProblem(route, routes) ??
    routePartsProblem(route.draft) ??
    (cycle === undefined ? undefined : l10n.t('It leads back to itself: {0}.', cycle))
  );
}
