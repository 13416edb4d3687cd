import type { GatewayStatus } from '../../protocol/status.ts';
import type { WorkspaceChoices, WorkspacePlace } from '../configure/activeWorkspace.ts';
import type { PickLine, PickList } from './pickRow.ts';

export type WorkspaceAction =
  { readonly do: 'choose'; readonly workspace: string } | { readonly do: 'edit'; readonly workspace: string };

/** The workspaces to choose from. */
export function workspaceList({ workspaces, activeWorkspace }: GatewayStatus): PickList<WorkspaceAction> {
  return {
    title: 'Switch workspace',
    placeholder: 'Whose rules decide',
    lines: workspaces.map(({ id, name, model, rules, origin }) => ({
      label: name,
      description: [
        origin === 'folder' ? 'from this folder' : undefined,
        `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`,
        model,
      ]
        .filter((part) => part !== undefined)
        .join(', '),
      icon: id === activeWorkspace ? 'check' : 'blank',
      isActive: id === activeWorkspace,
      action: { do: 'choose', workspace: id },
      buttons: [{ icon: 'gear', tooltip: `Edit ${name}`, action: { do: 'edit', workspace: id } }],
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
      label: 'Everywhere',
      description: 'user settings',
      detail: nowText(user),
      icon: 'globe',
      action: { place: 'user', workspace },
      isActive: folder?.choice === undefined && window === undefined,
    },
  ];
  if (folder !== undefined) {
    lines.push({
      label: `In the folder ${folder.name}`,
      description: 'its settings',
      detail: nowText(folder.choice),
      icon: 'folder',
      action: { place: 'folder', workspace },
      isActive: folder.choice !== undefined && window === undefined,
    });
  }
  lines.push({
    label: 'In this window',
    description: 'until cleared',
    detail: nowText(window),
    icon: 'window',
    action: { place: 'window', workspace },
    isActive: window !== undefined,
  });
  const clearing = [
    ...(folder?.choice === undefined
      ? []
      : [clearRow(`Let the folder ${folder.name} choose none`, { place: 'folder', workspace: undefined })]),
    ...(window === undefined
      ? []
      : [clearRow('Let this window choose none', { place: 'window', workspace: undefined })]),
  ];
  return {
    title: `Use ${workspace}`,
    placeholder: 'Where; the narrowest place wins',
    lines: clearing.length === 0 ? lines : [...lines, { separator: 'clear' }, ...clearing],
  };
}

function nowText(choice: string | undefined): string | undefined {
  return choice === undefined ? undefined : `now ${choice}`;
}

function clearRow(label: string, action: PlaceAction): PickLine<PlaceAction> {
  return { label, icon: 'close', action };
}
