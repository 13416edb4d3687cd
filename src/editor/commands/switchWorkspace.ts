import type { GatewayStatus } from '../../protocol/status.ts';
import type { ActiveWorkspace } from '../configure/activeWorkspace.ts';
import { pickOne } from '../pickers/pickOne.ts';
import { placeList, workspaceList } from '../pickers/workspaceLists.ts';
import type { OpenSettings } from '../settingsPlace.ts';

export interface SwitchWorkspaceParts {
  readonly status: GatewayStatus;
  readonly activeWorkspace: ActiveWorkspace;
  readonly openSettings: OpenSettings;
}

/** Asks for a workspace and for where it is to hold: everywhere, in the folder, in this window. */
export async function switchWorkspace(parts: SwitchWorkspaceParts): Promise<void> {
  const { status, activeWorkspace } = parts;
  const action = await pickOne(workspaceList(status));
  if (action === undefined) return;
  if (action.do === 'edit') {
    return parts.openSettings({ page: 'workspaces', workspace: action.workspace });
  }
  const place = await pickOne(placeList(action.workspace, activeWorkspace.choices));
  if (place !== undefined) await activeWorkspace.choose(place.place, place.workspace);
}
