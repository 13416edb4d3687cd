import type { DiscoveredProvider, ProviderTypeInfo } from '../../protocol/gatewayRequests.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import {
  type AddProviderAction,
  addProviderList,
  foundProviderSettings,
} from '../pickers/addProviderList.ts';
import { showPickList } from '../pickers/showPickList.ts';
import type { OpenSettings } from '../settingsPlace.ts';
import type { WriteSettings } from '../configure/userSettingsWriter.ts';

export interface AddProviderParts {
  readonly gateway: GatewayClient;
  readonly write: WriteSettings;
  readonly openSettings: OpenSettings;
  /** Asks for the model that answers when no rule matches, if the active workspace names none. */
  readonly chooseCatchAll: (provider: string) => Promise<void>;
}

/** Offers what was found on this machine and every provider type. Nothing is added but by a click. */
export async function addProvider(parts: AddProviderParts): Promise<void> {
  const search = new AbortController();
  let chosen: AddProviderAction | undefined;
  const { types } = await parts.gateway.request('providerTypes', {});
  const shown = showPickList(addProviderList(undefined, types), (action) => {
    chosen = action;
    return undefined;
  });
  parts.gateway.request('discover', {}, { signal: search.signal }).then(
    ({ found }) => shown.update(addProviderList(found, types)),
    () => shown.update(addProviderList([], types)),
  );
  await shown.closed;
  search.abort();
  if (chosen?.do === 'fill in') await parts.openSettings({ page: 'providers', add: chosen.type });
  if (chosen?.do === 'add') await addFound(chosen.found, types, parts);
}

async function addFound(
  found: DiscoveredProvider,
  types: readonly ProviderTypeInfo[],
  { write, chooseCatchAll }: AddProviderParts,
): Promise<void> {
  const value = foundProviderSettings(found, types);
  await write([{ kind: 'entry', table: 'providers', id: found.id, value }]);
  await chooseCatchAll(found.id);
}
