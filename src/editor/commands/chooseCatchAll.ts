import type { GatewayClient } from '../link/gatewayClient.ts';
import { catchAllList } from '../pickers/catchAllList.ts';
import { showPickList } from '../pickers/showPickList.ts';
import { readUserScope } from '../settings/readScopes.ts';
import type { WriteSettings } from '../configure/userSettingsWriter.ts';

export interface ChooseCatchAllParts {
  readonly gateway: GatewayClient;
  readonly write: WriteSettings;
}

/**
 * After a provider was added: as long as the active workspace names no model for when no rule matches, no request has an
 * answer, so one of the provider's is asked for. The list fills as soon as the provider has told its models.
 */
export async function chooseCatchAll(
  provider: string,
  { gateway, write }: ChooseCatchAllParts,
): Promise<void> {
  const { activeWorkspace, workspaces } = gateway.status;
  const active = workspaces.find(({ id }) => id === activeWorkspace);
  if (active === undefined || active.model !== undefined || active.origin === 'folder') return;

  let model: string | undefined;
  const shown = showPickList(catchAllList(provider, active.name, gateway.status), (chosen) => {
    model = chosen;
    return undefined;
  });
  const subscription = gateway.onStatus((status) =>
    shown.update(catchAllList(provider, active.name, status)),
  );
  await shown.closed;
  subscription.dispose();
  if (model === undefined) return;
  const base = workspaceSettings(active.id);
  await write([{ kind: 'entry', table: 'workspaces', id: active.id, base, value: { ...base, model } }]);
}

/** The workspace as the user's settings have it; undefined: not at all. */
function workspaceSettings(id: string): object | undefined {
  const { workspaces } = readUserScope();
  if (typeof workspaces !== 'object' || workspaces === null) return undefined;
  const workspace: unknown = Object.entries(workspaces).find(([key]) => key === id)?.[1];
  return typeof workspace === 'object' && workspace !== null ? workspace : undefined;
}
