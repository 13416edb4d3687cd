import * as l10n from '@vscode/l10n';
import type { GatewayStatus } from '../../protocol/status.ts';
import type { PickList } from './pickRow.ts';

/** The models of a provider that was just added, to choose the one that answers when no rule matches. */
export function catchAllList(provider: string, workspace: string, status: GatewayStatus): PickList<string> {
  const added = status.providers.find(({ id }) => id === provider);
  const isWaiting = added === undefined || added.state === 'unknown' || added.state === 'checking';
  const models = added?.models ?? [];
  return {
    title: l10n.t('Added {0}. Which model answers when no rule matches?', added?.name ?? provider),
    placeholder:
      isWaiting && models.length === 0
        ? l10n.t('Fetching the models…')
        : l10n.t('For the workspace {0}', workspace),
    isBusy: isWaiting,
    lines:
      models.length === 0 && !isWaiting
        ? [{ label: added.message ?? l10n.t('It lists no models'), icon: 'warning' }]
        : models.map(({ id }) => ({ label: id, action: `${provider}/${id}` })),
  };
}
