import type { GatewayStatus } from '../../protocol/status.ts';
import type { PickList } from './pickRow.ts';

/** The models of a provider that was just added, to choose the one that answers when no rule matches. */
export function catchAllList(provider: string, workspace: string, status: GatewayStatus): PickList<string> {
  const added = status.providers.find(({ id }) => id === provider);
  const isWaiting = added === undefined || added.state === 'unknown' || added.state === 'checking';
  const models = added?.models ?? [];
  return {
    title: `Added ${added?.name ?? provider}. Which model answers when no rule matches?`,
    placeholder: isWaiting && models.length === 0 ? 'Fetching the models…' : `For the workspace ${workspace}`,
    isBusy: isWaiting,
    lines:
      models.length === 0 && !isWaiting
        ? [{ label: added.message ?? 'It lists no models', icon: 'warning' }]
        : models.map(({ id }) => ({ label: id, action: `${provider}/${id}` })),
  };
}
