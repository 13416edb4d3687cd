import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AgentOutcome } from '../../protocol/agents.ts';
import type { AgentConnections } from '../clients/agentConnections.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { type AgentAction, agentList } from '../pickers/agentList.ts';
import { showPickList } from '../pickers/showPickList.ts';
import type { OpenSettings } from '../settingsPlace.ts';

export interface ConnectAgentParts {
  readonly agents: AgentConnections;
  readonly openSettings: OpenSettings;
}

/** Lists the agents with how they stand; the chosen one is connected, asked, or taken back. */
export async function connectAgent({ agents, openSettings }: ConnectAgentParts): Promise<void> {
  let chosen: AgentAction | undefined;
  const picker = showPickList<AgentAction>(agentList(undefined), (action) => {
    chosen = action;
    return undefined;
  });
  const listed = agents.list().then(
    (found) => picker.update(agentList(found)),
    (error: unknown) => {
      picker.close();
      throw error;
    },
  );
  await Promise.all([picker.closed, listed]);
  if (chosen === undefined) return;
  if (chosen.kind === 'page') return openSettings({ page: 'agents' });
  if (chosen.kind === 'steps') return openSettings({ page: 'agents', agent: chosen.id });
  const { outcome, message } = await act(agents, chosen.kind, chosen.id);
  if (outcome === 'failed') throw new Error(message);
  if (outcome === 'done') confirmBriefly(message);
}

function act(
  agents: AgentConnections,
  kind: 'connect' | 'preview' | 'verify' | 'disconnect',
  id: string,
): Promise<AgentOutcome> {
  switch (kind) {
    case 'connect':
      return agents.connect(id);
    case 'preview':
      return agents.preview(id);
    case 'disconnect':
      return agents.disconnect(id);
    case 'verify':
      return verify(agents, id);
  }
}

async function verify(agents: AgentConnections, id: string): Promise<AgentOutcome> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Sending one request through it…'),
      cancellable: true,
    },
    (_progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return agents.verify(id, controller.signal);
    },
  );
}
