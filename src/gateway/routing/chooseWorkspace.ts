import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { pathWithin } from './files/filePath.ts';
import { knownWorkspace } from './modelName.ts';
import type { ResolvedWindow } from './resolveWindow.ts';
import type { EditorWindow, WindowFolder } from './window.ts';

/**
 * The workspace whose rules decide: what the request asks for (`workspace:NAME`, then `/w/NAME/`), what the user chose for the
 * window, what the folder of the active editor chose, the active workspace. Throws `model_not_found` when the request asks for
 * one that does not exist; a window's choice that is gone is passed over with a warning.
 */
export function chooseWorkspace(
  config: EffectiveConfig,
  wish: { readonly named: string | undefined; readonly pinned: string | undefined },
  resolved: ResolvedWindow | undefined,
): { id: string; warnings: string[] } {
  if (wish.pinned !== undefined) knownWorkspace(wish.pinned, config);
  const asked = wish.named ?? wish.pinned;
  if (asked !== undefined) return { id: asked, warnings: [] };
  const chosen = resolved?.window.override.workspace;
  if (chosen !== undefined && config.workspaces.has(chosen)) return { id: chosen, warnings: [] };
  const warnings =
    chosen === undefined
      ? []
      : [`the workspace "${chosen}" that was chosen for this window does not exist any more`];
  const folder = resolved === undefined ? undefined : decidingFolder(resolved);
  const ofFolder =
    folder === undefined
      ? undefined
      : (config.folderWorkspaces.get(folder.uri) ?? config.folderWorkspaces.get(folder.path));
  return { id: ofFolder ?? config.activeWorkspace, warnings };
}

/** The active editor's folder; without an active editor the one that the request was found by, or the only one. */
function decidingFolder({ window, folder }: ResolvedWindow): WindowFolder | undefined {
  const { folders } = window.context;
  return activeFolder(window) ?? folder ?? (folders.length === 1 ? folders[0] : undefined);
}

function activeFolder({ context }: EditorWindow): WindowFolder | undefined {
  const { active, folders } = context;
  if (active === undefined) return undefined;
  const byName = folders.filter(({ name, path, uri }) => [name, path, uri].includes(active.folder ?? ''));
  if (byName.length === 1) return byName[0];
  const { absolutePath } = active;
  if (absolutePath === undefined) return byName[0];
  return folders
    .filter(({ path }) => pathWithin(path, absolutePath, false) !== undefined)
    .sort((one, other) => other.path.length - one.path.length)[0];
}
