import * as l10n from '@vscode/l10n';
import { tokenText } from '../../protocol/capabilityText.ts';
import type { ExchangeRow, RunningExchange } from '../../protocol/exchanges.ts';
import { portTakerText } from '../../protocol/portTaker.ts';
import type { BudgetStatus, GatewayStatus } from '../../protocol/status.ts';
import { usdText } from '../../protocol/usdText.ts';
import type { CommandId } from '../commands/commandIds.ts';
import { shortModelName } from '../status/modelName.ts';
import { needsUser } from './needsUser.ts';

/** A line of the side bar's view. */
export interface LiveNode {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: string;
  /** A theme colour of the icon. */
  readonly color?: string;
  readonly command?: { readonly id: CommandId; readonly argument?: unknown };
  /** Undefined: it has none. */
  readonly children?: readonly LiveNode[];
}

export interface LiveState {
  readonly status: GatewayStatus;
  readonly running: readonly RunningExchange[];
  /** Newest first. */
  readonly recent: readonly ExchangeRow[];
}

/** The live state, what needs the user, what runs and the last requests. */
export function liveNodes({ status, running, recent }: LiveState, nowMs: number): LiveNode[] {
  return [
    ...stateNodes(status),
    ...needsUser(status).map(({ id, text, detail, command, argument }): LiveNode => ({
      id,
      label: text,
      description: detail,
      icon: 'error',
      color: 'problemsErrorIcon.foreground',
      command: { id: command, argument },
    })),
    ...(running.length === 0
      ? []
      : [
          {
            id: 'running',
            label: l10n.t('Running now'),
            description: String(running.length),
            children: running.map((one) => runningNode(one, nowMs)),
          },
        ]),
    {
      id: 'recent',
      label: l10n.t('Last requests'),
      children:
        recent.length === 0
          ? [{ id: 'none', label: l10n.t('None yet'), command: { id: 'muxgate.connectAgent' } }]
          : recent.map(requestNode),
    },
  ];
}

function stateNodes({ gateway, preview, spending }: GatewayStatus): LiveNode[] {
  const budget = tightest(spending?.budgets ?? []);
  return [
    {
      id: 'model',
      label: preview.model === undefined ? l10n.t('No model') : shortModelName(preview.model),
      description: preview.model === undefined ? preview.error?.message : preview.reason,
      tooltip: l10n.t('What a request from this editor gets now. Click: why?'),
      icon: preview.localOnly ? 'lock' : 'arrow-swap',
      command: { id: 'muxgate.whyThisModel' },
    },
    gatewayNode(gateway),
    ...(budget === undefined
      ? []
      : [
          {
            id: 'budget',
            label: l10n.t('{0} left', usdText(budget.leftUsd)),
            description: l10n.t('of {0}', usdText(budget.limitUsd)),
            tooltip: budget.path,
            icon: 'credit-card',
            command: { id: 'muxgate.openSettings', argument: { page: 'limits' } },
          } as const,
        ]),
  ];
}

function gatewayNode(gateway: GatewayStatus['gateway']): LiveNode {
  const base = { id: 'gateway', icon: 'plug', command: { id: 'muxgate.copyBaseUrl' } } as const;
  const log = { id: 'muxgate.showLog' } as const;
  switch (gateway.phase) {
    case 'starting':
      return { ...base, label: l10n.t('Starting…'), icon: 'loading~spin', command: log };
    case 'listening':
      return {
        ...base,
        label: l10n.t('Port {0}', gateway.port),
        description:
          gateway.elsewhere === true ? l10n.t('served by another window') : l10n.t('served by this window'),
      };
    case 'served-elsewhere':
      return {
        ...base,
        label: l10n.t('Port {0}', gateway.port),
        description: l10n.t('another Muxgate of yours has it'),
        icon: 'multiple-windows',
      };
    case 'port-taken':
      return {
        ...base,
        label: l10n.t('Port {0} is taken', gateway.port),
        description: gateway.by === undefined ? undefined : portTakerText(gateway.by),
        icon: 'warning',
        command: { id: 'muxgate.useAnotherPort' },
      };
    case 'refused':
      return {
        ...base,
        label: l10n.t('Not running'),
        description: gateway.message,
        icon: 'warning',
        command: log,
      };
    case 'crashed':
      return { ...base, label: l10n.t('Stopped; it starts again'), icon: 'warning', command: log };
  }
}

function tightest(budgets: readonly BudgetStatus[]): BudgetStatus | undefined {
  const shareLeft = ({ leftUsd, limitUsd }: BudgetStatus): number => leftUsd / limitUsd;
  return [...budgets].sort((one, other) => shareLeft(one) - shareLeft(other))[0];
}

function runningNode({ id, model, client, atMs, outputTokens }: RunningExchange, nowMs: number): LiveNode {
  const facts = [
    secondsText(Math.max(0, nowMs - atMs)),
    outputTokens === undefined ? undefined : l10n.t('{0} tokens', tokenText(outputTokens)),
    client,
  ];
  return {
    id: `running:${id}`,
    label: model === undefined ? l10n.t('deciding…') : shortModelName(model),
    description: facts.filter((fact) => fact !== undefined).join(' · '),
    icon: 'sync~spin',
  };
}

function requestNode(row: ExchangeRow): LiveNode {
  const { id, model, requestedModel, client, durationMs, outcome, status, errorCode } = row;
  const facts = [
    outcome === 'failed' ? (errorCode ?? String(status)) : secondsText(durationMs),
    row.costKind === 'exact' || row.costKind === 'estimated' ? usdText(row.costUsd ?? 0) : undefined,
    client,
  ];
  const icons = {
    answered: { icon: 'pass', color: 'testing.iconPassed' },
    failed: { icon: 'error', color: 'problemsErrorIcon.foreground' },
    aborted: { icon: 'circle-slash', color: undefined },
  } as const;
  return {
    id: `request:${id}`,
    label: shortModelName(model ?? requestedModel ?? l10n.t('No model')),
    description: facts.filter((fact) => fact !== undefined).join(' · '),
    tooltip: new Date(row.atMs).toLocaleString(),
    ...icons[outcome],
    command: { id: 'muxgate.showRequests', argument: id },
  };
}

function secondsText(ms: number): string {
  if (ms < 1000) return l10n.t('{0} ms', Math.round(ms));
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
