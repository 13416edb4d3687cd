import { createHash } from 'node:crypto';
import { type ConfigScope, scopeName } from './configScope.ts';
import type { EffectiveWorkspace, UnconfirmedFolderWorkspace } from './effectiveConfig.ts';
import type { ProblemList } from './problemList.ts';
import { workspacesOf } from './resolveWorkspaces.ts';

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
    readonly providerIds: ReadonlySet<string>;
    readonly confirmedHashes: ReadonlySet<string>;
  },
  problems: ProblemList,
): FolderWorkspaces {
  const confirmed = new Map<string, EffectiveWorkspace>();
  const unconfirmed: UnconfirmedFolderWorkspace[] = [];
  for (const scope of scopes) {
    for (const workspace of workspacesOf(scope, context.providerIds, problems)) {
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
        unconfirmed.push({ id: workspace.id, folder: scopeName(scope), models: modelsOf(workspace), hash });
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

function modelsOf(workspace: EffectiveWorkspace): string[] {
  const models = [workspace.model, workspace.embeddingsModel, ...workspace.rules.map((rule) => rule.model)];
  return [...new Set(models.filter((model) => model !== undefined))];
}
