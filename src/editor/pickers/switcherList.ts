import * as l10n from '@vscode/l10n';
import { capabilityText } from '../../protocol/capabilityText.ts';
import type { GatewayStatus, ModelStatus, ProviderStatus, WorkspaceStatus } from '../../protocol/status.ts';
import { providerStateText } from '../status/providerStateText.ts';
import { hasProvider } from '../status/statusProblems.ts';
import type { PickLine, PickList, PickRow } from './pickRow.ts';
import { rulesText } from './rulesText.ts';

/** What can stand above the rules in a window. */
type Pinned = 'chat' | 'fim' | 'workspace';

/** What can be done in the switcher. */
export type SwitcherAction =
  | { readonly do: 'activate'; readonly workspace: string }
  | { readonly do: 'edit workspace'; readonly workspace: string }
  | { readonly do: 'review' }
  | { readonly do: 'use rules' }
  | { readonly do: 'pin'; readonly kind: 'chat' | 'fim'; readonly model: string }
  | { readonly do: 'unpin'; readonly kind: Pinned }
  | { readonly do: 'refresh' }
  | { readonly do: 'add provider' }
  | { readonly do: 'edit provider'; readonly provider: string }
  | { readonly do: 'edit route'; readonly route: string }
  | { readonly do: 'explain' }
  | { readonly do: 'settings' };

/** The switcher: workspaces, what is pinned, and every model, all from what is known already. */
export function switcherList(
  status: GatewayStatus,
  options: { readonly awaitsReview: boolean; readonly isRefreshing: boolean },
): PickList<SwitcherAction> {
  const isFollower = status.gateway.phase === 'served-elsewhere';
  return {
    title: titleOf(status),
    placeholder: isFollower
      ? l10n.t('Switch the workspace')
      : l10n.t('Switch the workspace, or pin a model for this window until cleared'),
    isBusy: options.isRefreshing || status.gateway.phase === 'starting',
    buttons: [
      { icon: 'question', tooltip: l10n.t('Why this model?'), action: { do: 'explain' } },
      { icon: 'refresh', tooltip: l10n.t('Refresh the model lists'), action: { do: 'refresh' } },
      { icon: 'settings-gear', tooltip: l10n.t('Open settings'), action: { do: 'settings' } },
    ],
    lines: [
      ...workspaceLines(status, options.awaitsReview),
      ...(isFollower ? [] : windowLines(status)),
      ...(isFollower ? [] : routeLines(status)),
      ...(isFollower ? [] : status.providers.flatMap((provider) => providerLines(provider, status))),
      ...(hasProvider(status) ? [] : noProviderLines),
    ],
  };
}

const noProviderLines: readonly PickLine<SwitcherAction>[] = [
  { separator: l10n.t('providers') },
  {
    label: l10n.t('Add a provider…'),
    description: l10n.t('a local server, or a key of yours'),
    icon: 'add',
    action: { do: 'add provider' },
  },
];

function titleOf(status: GatewayStatus): string {
  if (status.gateway.phase === 'served-elsewhere')
    return l10n.t('Muxgate: another one of yours has the port');
  const { model, route, error } = status.preview;
  if (model === undefined) return `Muxgate: ${error?.message ?? l10n.t('no model yet')}`;
  return route === undefined ? `Muxgate: ${model}` : l10n.t('Muxgate: @{0}, first {1}', route, model);
}

function workspaceLines(status: GatewayStatus, awaitsReview: boolean): PickLine<SwitcherAction>[] {
  if (status.workspaces.length === 0 && !awaitsReview) return [];
  return [
    { separator: l10n.t('workspaces') },
    ...status.workspaces.map((workspace) => workspaceRow(workspace, status.activeWorkspace)),
    ...(awaitsReview
      ? [
          {
            label: l10n.t('Review the workspace of this folder…'),
            description: l10n.t('not used until you have seen its models'),
            icon: 'shield',
            action: { do: 'review' as const },
          },
        ]
      : []),
  ];
}

function workspaceRow(workspace: WorkspaceStatus, active: string): PickRow<SwitcherAction> {
  const { id, name, model, rules, origin } = workspace;
  const broken = workspace.broken ?? rules.find((rule) => rule.broken !== undefined)?.broken;
  const parts = [
    origin === 'folder' ? l10n.t('from this folder') : undefined,
    rules.length === 0 ? undefined : rulesText(rules.length),
    model === undefined
      ? undefined
      : rules.length === 0
        ? l10n.t('always {0}', model)
        : l10n.t('else {0}', model),
  ].filter((part) => part !== undefined);
  return {
    label: name,
    description: parts.length === 0 ? l10n.t('empty') : parts.join(', '),
    detail: broken === undefined ? undefined : `$(warning) ${broken}`,
    icon: id === active ? 'check' : 'blank',
    action: { do: 'activate', workspace: id },
    buttons: [
      { icon: 'gear', tooltip: l10n.t('Edit {0}', name), action: { do: 'edit workspace', workspace: id } },
    ],
  };
}

function windowLines(status: GatewayStatus): PickLine<SwitcherAction>[] {
  const { chat, fim, workspace } = status.override;
  const pins = [
    chat === undefined ? undefined : pinnedRow('chat', chat, l10n.t('pinned for chat')),
    fim === undefined ? undefined : pinnedRow('fim', fim, l10n.t('pinned for completions')),
    workspace === undefined
      ? undefined
      : pinnedRow('workspace', workspace, l10n.t('workspace of this window')),
  ].filter((row) => row !== undefined);
  const isPinned = pins.length > 0;
  return [
    { separator: l10n.t('this window') },
    {
      label: l10n.t('Use rules'),
      description: isPinned ? l10n.t('clears what is pinned') : l10n.t('nothing is pinned'),
      icon: isPinned ? 'blank' : 'check',
      action: { do: 'use rules' },
      isActive: true,
    },
    ...pins,
  ];
}

function pinnedRow(kind: Pinned, label: string, description: string): PickRow<SwitcherAction> {
  const unpin: SwitcherAction = { do: 'unpin', kind };
  return {
    label,
    description,
    icon: 'pinned',
    buttons: [{ icon: 'close', tooltip: l10n.t('Unpin'), action: unpin }],
    action: unpin,
  };
}

function routeLines({ routes = [], override }: GatewayStatus): PickLine<SwitcherAction>[] {
  if (routes.length === 0) return [];
  const rows = routes.map(({ id, name, broken, targets }): PickRow<SwitcherAction> => {
    const reference = `@${id}`;
    return {
      label: reference,
      description: [name === id ? undefined : name, targets.join(', ')].filter((part) => part).join(' · '),
      detail: broken === undefined ? undefined : `$(warning) ${broken}`,
      icon: override.chat === reference ? 'pinned' : 'blank',
      action: { do: 'pin', kind: 'chat', model: reference },
      buttons: [
        {
          icon: 'pin',
          tooltip: l10n.t('Pin for completions (FIM)'),
          action: { do: 'pin', kind: 'fim', model: reference },
        },
        { icon: 'gear', tooltip: l10n.t('Edit {0}', name), action: { do: 'edit route', route: id } },
      ],
    };
  });
  return [{ separator: l10n.t('routes') }, ...rows];
}

function providerLines(provider: ProviderStatus, status: GatewayStatus): PickLine<SwitcherAction>[] {
  const { models, state, name, id } = provider;
  const isDemo = provider.type === 'demo';
  if (models.length === 0 && isDemo) return [];
  const isWell = state === 'reachable' || state === 'unknown' || state === 'checking';
  const lines: PickLine<SwitcherAction>[] = [
    {
      separator: [name, provider.local && !isDemo ? l10n.t('local') : undefined]
        .filter((part) => part)
        .join(' · '),
    },
    // A model that only makes embeddings answers nobody's chat.
    ...models
      .filter(({ embeddings }) => embeddings !== true)
      .map((model) => modelRow(provider, model, status)),
  ];
  if (!isWell || models.length === 0) {
    lines.push({
      label: isWell ? l10n.t('No models known') : sentence(providerStateText(state)),
      description:
        provider.message ??
        (isWell ? l10n.t('refresh, or type their names in the settings') : l10n.t('see the settings')),
      icon: isWell ? 'info' : 'warning',
      action: { do: 'edit provider', provider: id },
    });
  }
  return lines;
}

function modelRow(
  provider: ProviderStatus,
  model: ModelStatus,
  status: GatewayStatus,
): PickRow<SwitcherAction> {
  const reference = `${provider.id}/${model.id}`;
  const isChosen = status.preview.model === reference;
  const notes = [
    provider.name,
    capabilityText(model),
    model.local || !provider.local ? undefined : l10n.t('in the cloud'),
    isChosen ? l10n.t('answers now') : undefined,
  ].filter((note) => note !== undefined && note !== '');
  return {
    label: model.id,
    description: notes.join(' · '),
    icon: status.override.chat === reference ? 'pinned' : isChosen ? 'arrow-swap' : 'blank',
    action: { do: 'pin', kind: 'chat', model: reference },
    buttons: [
      {
        icon: 'pin',
        tooltip: l10n.t('Pin for completions (FIM)'),
        action: { do: 'pin', kind: 'fim', model: reference },
      },
    ],
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
