import * as l10n from '@vscode/l10n';
import type { UnconfirmedWorkspace } from '../../../src/protocol/status.ts';
import type { PageState } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject, type JsonObject, textMember } from './json.ts';

/** A workspace that came with an opened folder: shown, never edited here. */
export interface FolderWorkspace {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  /** Where it comes from, as named to people. */
  readonly from: string;
  readonly value: JsonObject;
  /** Set while it waits for the user's confirmation. */
  readonly unconfirmed?: UnconfirmedWorkspace;
  /** Why it takes no part although it was read. */
  readonly ignored?: string;
}

/** Every workspace of the opened folders and their `.code-workspace` file, in that order. */
export function folderWorkspaces({ opened, status, settings, trusted }: PageState): FolderWorkspace[] {
  return opened.flatMap(({ workspaces, scope, folder, name }) =>
    Object.entries(workspaces).flatMap(([id, value]): FolderWorkspace[] => {
      if (!isJsonObject(value)) return [];
      const source = folder ?? l10n.t('workspace settings');
      return [
        {
          key: `folder:${source}:${id}`,
          id,
          title: textMember(value, 'name') || id,
          from: scope === 'folder' ? l10n.t('the folder {0}', name) : name,
          value,
          unconfirmed: status.unconfirmedWorkspaces.find((one) => one.id === id && one.folder === source),
          ignored: ignoredReason(id, settings.workspaces, trusted),
        },
      ];
    }),
  );
}

function ignoredReason(id: string, own: JsonObject, isTrusted: boolean): string | undefined {
  if (!isTrusted) return l10n.t('The folder is not trusted, so nothing of it counts.');
  return Object.hasOwn(own, id)
    ? l10n.t('You have a workspace "{0}" of your own, so this one is ignored.', id)
    : undefined;
}
