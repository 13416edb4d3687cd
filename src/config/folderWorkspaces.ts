import { createHash } from 'node:crypto';
import { type ConfigScope, scopeName } from './configScope.ts';
import type { EffectiveRoute, EffectiveWorkspace, UnconfirmedFolderWorkspace } from './effectiveConfig.ts';
import { type KnownTargets, routeIdOf } from './missingTarget.ts';
import type { ProblemList } from './problemList.ts';
import { workspacesOf } from './resolveWorkspaces.ts';

/** What a folder's workspace may name: the user's own providers and routes. */
interface FolderTargets extends KnownTargets {
  readonly routes: ReadonlyMap<string, EffectiveRoute>;
}

export interface FolderWorkspaces {
  readonly confirmed: readonly EffectiveWorkspace[];
  readonly unconfirmed: readonly UnconfirmedFolderWorkspace[];
}

/**
 * Workspaces that came with an opened folder. They hold only under ids that the user does not have, and only once the
 * user has confirmed their content; a repository can therefore not redirect a prompt by itself.
 */
export function folderWorkspacesOf(
  scopes: readonly ConfigScope[],
  context: {
    readonly userIds: ReadonlySet<string>;
    readonly known: FolderTargets;
    readonly confirmedHashes: ReadonlySet<string>;
  },
  problems: ProblemList,
): FolderWorkspaces {
  const confirmed = new Map<string, EffectiveWorkspace>();
  const unconfirmed: UnconfirmedFolderWorkspace[] = [];
  for (const scope of scopes) {
    for (const workspace of workspacesOf(scope, context.known, problems)) {
      if (context.userIds.has(workspace.id) || confirmed.has(workspace.id)) {
        problems.warning(
          scope,
          ['workspaces', workspace.id],
          `ignored: a workspace "${workspace.id}" exists already; a folder's workspace needs an id of its own`,
        );
        continue;
      }
      const hash = contentHash(scope, workspace.id);
      if (context.confirmedHashes.has(hash)) confirmed.set(workspace.id, workspace);
      else
        unconfirmed.push({
          id: workspace.id,
          folder: scopeName(scope),
          models: modelsOf(workspace, context.known.routes),
          hash,
        });
    }
  }
  return { confirmed: [...confirmed.values()], unconfirmed };
}

/** Hash of the workspace as written, so that the user's own changes elsewhere never ask again. */
function contentHash(scope: ConfigScope, id: string): string {
  const table = scope.value['workspaces'] as Record<string, unknown>;
  return createHash('sha256')
    .update(JSON.stringify([id, table[id]]))
    .digest('hex');
}

/** What its rules, tiers and catch-alls name; a route with the models that it stands for. */
function modelsOf(workspace: EffectiveWorkspace, routes: FolderTargets['routes']): string[] {
  const { model, embeddingsModel, rules, tiers = [] } = workspace;
  const named = [
    model,
    embeddingsModel,
    ...rules.map((rule) => rule.model),
    ...tiers.map((tier) => tier.model),
  ];
  const models = named.filter((one) => one !== undefined);
  return [...new Set(models.map((one) => withRouteModels(one, routes)))];
}

function withRouteModels(model: string, routes: FolderTargets['routes']): string {
  const id = routeIdOf(model);
  const models = id === undefined ? [] : [...modelsOfRoute(id, routes)];
  return models.length === 0 ? model : `${model} (${models.join(', ')})`;
}

function modelsOfRoute(
  id: string,
  routes: FolderTargets['routes'],
  models = new Set<string>(),
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(id)) return models;
  seen.add(id);
  const { targets = [], summarizer } = routes.get(id) ?? {};
  for (const model of [...targets.map((target) => target.model), summarizer ?? '']) {
    const nested = routeIdOf(model);
    if (nested !== undefined) modelsOfRoute(nested, routes, models, seen);
    else if (model !== '') models.add(model);
  }
  return models;
}
