import * as l10n from '@vscode/l10n';
import type { GatewayStatus } from '../../protocol/status.ts';
import type { WorkspaceChoices, WorkspacePlace } from '../configure/activeWorkspace.ts';
import type { PickLine, PickList } from './pickRow.ts';
import { rulesText } from './rulesText.ts';

export type WorkspaceAction =
  { readonly do: 'choose'; readonly workspace: string } | { readonly do: 'edit'; readonly workspace: string };

/** The workspaces to choose from. */
export function workspaceList({ workspaces, activeWorkspace }: GatewayStatus): PickList<WorkspaceAction> {
  return {
    title: l10n.t('Switch workspace'),
    placeholder: l10n.t('Whose rules decide'),
    lines: workspaces.map(({ id, name, model, rules, origin }) => ({
      label: name,
      description: [
        origin === 'folder' ? l10n.t('from this folder') : undefined,
        rulesText(rules.length),
        model,
      ]
        .filter((part) => part !== undefined)
        .join(', '),
      icon: id === activeWorkspace ? 'check' : 'blank',
      isActive: id === activeWorkspace,
      action: { do: 'choose', workspace: id },
      buttons: [{ icon: 'gear', tooltip: l10n.t('Edit {0}', name), action: { do: 'edit', workspace: id } }],
    })),
  };
}

export interface PlaceAction {
  readonly place: WorkspacePlace;
  readonly workspace: string | undefined;
}

/** Where a workspace can be chosen, and what each place says now. */
export function placeList(workspace: string, choices: WorkspaceChoices): PickList<PlaceAction> {
  const { folder, window, user } = choices;
  const lines: PickLine<PlaceAction>[] = [
    {
      label: l10n.t('Everywhere'),
      description: l10n.t('user settings'),
      detail: nowText(user),
      icon: 'globe',
      action: { place: 'user', workspace },
      isActive: folder?.choice === undefined && window === undefined,
    },
  ];
  if (folder !== undefined) {
    lines.push({
      label: l10n.t('In the folder {0}', folder.name),
      description: l10n.t('its settings'),
      detail: nowText(folder.choice),
      icon: 'folder',
      action: { place: 'folder', workspace },
      isActive: folder.choice !== undefined && window === undefined,
    });
  }
  lines.push({
    label: l10n.t('In this window'),
    description: l10n.t('until cleared'),
    detail: nowText(window),
    icon: 'window',
    action: { place: 'window', workspace },
    isActive: window !== undefined,
  });
  const clearing = [
    ...(folder?.choice === undefined
      ? []
      : [
          clearRow(l10n.t('Let the folder {0} choose none', folder.name), {
            place: 'folder',
            workspace: undefined,
          }),
        ]),
    ...(window === undefined
      ? []
      : [clearRow(l10n.t('Let this window choose none'), { place: 'window', workspace: undefined })]),
  ];
  return {
    title: l10n.t('Use {0}', workspace),
    placeholder: l10n.t('Where; the narrowest place wins'),
    lines: clearing.length === 0 ? lines : [...lines, { separator: l10n.t('clear') }, ...clearing],
  };
}

function nowText(choice: string | undefined): string | undefined {
  return choice === undefined ? undefined : l10n.t('now {0}', choice);
}

function clearRow(label: string, action: PlaceAction): PickLine<PlaceAction> {
  return { label, icon: 'close', action };
}
