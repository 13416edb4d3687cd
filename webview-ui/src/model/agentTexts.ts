import * as l10n from '@vscode/l10n';
import type { AgentStatus } from '../../../src/protocol/agents.ts';
import type { StateText } from './stateTexts.ts';

/** How an agent stands to the gateway. */
export function agentText({ state, address, canDisconnect, problem }: AgentStatus): StateText {
  switch (state) {
    case 'connected':
      return {
        icon: 'pass-filled',
        tone: 'good',
        text: canDisconnect ? l10n.t('Connected') : l10n.t('Connected by hand'),
      };
    case 'elsewhere':
      return {
        icon: 'warning',
        tone: 'warn',
        text: canDisconnect
          ? l10n.t('Connected to {0}, where the gateway is no more', address ?? '')
          : l10n.t('Uses {0}', address ?? ''),
      };
    case 'unreadable':
      return { icon: 'error', tone: 'bad', text: problem ?? l10n.t('Its file cannot be read') };
    case 'found':
      return { icon: 'circle-large-outline', tone: 'quiet', text: l10n.t('Not connected') };
    case 'manual':
      return { icon: 'book', tone: 'quiet', text: l10n.t('Set up by hand, with steps and values to copy') };
    case 'not found':
      return { icon: 'circle-slash', tone: 'quiet', text: l10n.t('Not found on this machine') };
  }
}

/** The agents in their groups: those on this machine, those that are not, and addresses for whatever else there is. */
export interface AgentGroups {
  readonly here: readonly AgentStatus[];
  readonly others: readonly AgentStatus[];
}

/** Who is connected without being found (its files are there, its command is not) is here, too. */
export function groupAgents(agents: readonly AgentStatus[]): AgentGroups {
  const isHere = ({ isFound, state }: AgentStatus): boolean =>
    isFound || state === 'connected' || state === 'elsewhere' || state === 'unreadable';
  return { here: agents.filter(isHere), others: agents.filter((agent) => !isHere(agent)) };
}
