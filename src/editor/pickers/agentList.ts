import * as l10n from '@vscode/l10n';
import type { AgentState, AgentStatus } from '../../protocol/agents.ts';
import type { PickLine, PickList, PickRow, RowButton } from './pickRow.ts';

export type AgentAction =
  | { readonly kind: 'connect' | 'preview' | 'verify' | 'disconnect' | 'steps'; readonly id: string }
  | { readonly kind: 'page' };

const icons: Readonly<Record<AgentState, string>> = {
  'not found': 'circle-outline',
  found: 'plug',
  connected: 'pass-filled',
  elsewhere: 'warning',
  unreadable: 'error',
  manual: 'book',
};

/**
 * The agents to choose from: the connected ones, those on this machine, the rest.
 * @param agents undefined: they are still looked for
 */
export function agentList(agents: readonly AgentStatus[] | undefined): PickList<AgentAction> {
  const connected = (agents ?? []).filter(({ state }) => state === 'connected' || state === 'elsewhere');
  const here = (agents ?? []).filter((agent) => agent.isFound && !connected.includes(agent));
  const others = (agents ?? []).filter((agent) => !agent.isFound && !connected.includes(agent));
  return {
    title: l10n.t('Connect an agent'),
    placeholder: l10n.t('What is written is shown first, and taken back with one click'),
    lines: [
      ...group(l10n.t('connected'), connected),
      ...group(l10n.t('on this machine'), here),
      ...group(l10n.t('others'), others),
    ],
    buttons: [{ icon: 'list-flat', tooltip: l10n.t('Open the page of agents'), action: { kind: 'page' } }],
    isBusy: agents === undefined,
  };
}

function group(separator: string, agents: readonly AgentStatus[]): PickLine<AgentAction>[] {
  return agents.length === 0 ? [] : [{ separator }, ...agents.map(row)];
}

function row(agent: AgentStatus): PickRow<AgentAction> {
  const { id, name, state, files, problem, limits } = agent;
  const detail = problem ?? (files.length === 0 ? limits : files.join(', '));
  return {
    label: name,
    description: stateText(agent),
    detail,
    icon: icons[state],
    action: { kind: choice(agent), id },
    buttons: buttons(agent),
  };
}

/** What choosing the row does: the next thing that there is to do. */
function choice({ state, canConnect }: AgentStatus): 'connect' | 'verify' | 'steps' {
  if (state === 'connected') return 'verify';
  return canConnect && state !== 'unreadable' ? 'connect' : 'steps';
}

function buttons({ id, state, canConnect, canDisconnect }: AgentStatus): RowButton<AgentAction>[] {
  const all: RowButton<AgentAction>[] = [];
  if (canConnect && state !== 'connected' && state !== 'unreadable')
    all.push({ icon: 'diff', tooltip: l10n.t('Show what would change'), action: { kind: 'preview', id } });
  if (canDisconnect)
    all.push({
      icon: 'debug-disconnect',
      tooltip: l10n.t('Disconnect, and restore what was there'),
      action: { kind: 'disconnect', id },
    });
  all.push({ icon: 'book', tooltip: l10n.t('Steps by hand'), action: { kind: 'steps', id } });
  return all;
}

function stateText({ state, address, canDisconnect }: AgentStatus): string {
  switch (state) {
    case 'connected':
      return l10n.t('connected; send a request through it');
    case 'elsewhere':
      return canDisconnect
        ? l10n.t('connected to {0}, where the gateway is no more; connect again', address ?? '')
        : l10n.t('uses {0}', address ?? '');
    case 'unreadable':
      return l10n.t('its file cannot be read');
    case 'found':
      return l10n.t('connect');
    case 'manual':
      return l10n.t('follow its steps');
    case 'not found':
      return l10n.t('not found');
  }
}
