import * as l10n from '@vscode/l10n';
import type { ActiveWorkspace } from '../configure/activeWorkspace.ts';
import type { FolderReview } from '../configure/folderReview.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { PickList } from '../pickers/pickRow.ts';
import { showPickList } from '../pickers/showPickList.ts';
import { type SwitcherAction, switcherList } from '../pickers/switcherList.ts';
import type { OpenSettings } from '../settingsPlace.ts';
import type { WindowPins } from '../windowPins.ts';

export interface SwitchModelParts {
  readonly gateway: GatewayClient;
  readonly pins: WindowPins;
  readonly activeWorkspace: ActiveWorkspace;
  readonly review: FolderReview;
  readonly openSettings: OpenSettings;
  readonly addProvider: () => Promise<void>;
  readonly explain: () => Promise<void>;
}

/** Shows the switcher, at once from what is known, and follows the gateway while it is open. */
export async function switchModel(parts: SwitchModelParts): Promise<void> {
  const { gateway, review } = parts;
  let isRefreshing = false;
  let refreshed = Promise.resolve();
  let performed = Promise.resolve();
  const currentList = (): PickList<SwitcherAction> =>
    switcherList(gateway.status, { awaitsReview: review.awaiting(gateway.status).length > 0, isRefreshing });
  const setRefreshing = (value: boolean): void => {
    isRefreshing = value;
    shown.update(currentList());
  };
  const shown = showPickList(currentList(), (action) => {
    if (action.do !== 'refresh') {
      performed = perform(action, parts);
      return undefined;
    }
    setRefreshing(true);
    // A provider that does not answer says so in its own row.
    refreshed = gateway.request('refreshModels', {}).then(
      () => setRefreshing(false),
      () => setRefreshing(false),
    );
    return 'stay';
  });
  const subscription = gateway.onStatus(() => shown.update(currentList()));
  await shown.closed;
  subscription.dispose();
  await Promise.all([refreshed, performed]);
}

async function perform(
  action: Exclude<SwitcherAction, { do: 'refresh' }>,
  parts: SwitchModelParts,
): Promise<void> {
  switch (action.do) {
    case 'activate':
      return parts.activeWorkspace.activate(action.workspace);
    case 'edit workspace':
      return parts.openSettings({ page: 'workspaces', workspace: action.workspace });
    case 'edit provider':
      return parts.openSettings({ page: 'providers', provider: action.provider });
    case 'edit route':
      return parts.openSettings({ page: 'routes', route: action.route });
    case 'settings':
      return parts.openSettings();
    case 'review':
      return parts.review.ask(parts.gateway.status);
    case 'use rules':
      return useRules(parts.pins);
    case 'unpin':
      await parts.pins.update({ [action.kind]: undefined });
      return;
    case 'pin':
      await parts.pins.update({ [action.kind]: action.model });
      return;
    case 'add provider':
      return parts.addProvider();
    case 'explain':
      return parts.explain();
  }
}

/** Clears everything that stands above the rules in this window. */
export async function useRules(pins: WindowPins): Promise<void> {
  await pins.update({ chat: undefined, fim: undefined, workspace: undefined });
  confirmBriefly(l10n.t('The rules decide'));
}
