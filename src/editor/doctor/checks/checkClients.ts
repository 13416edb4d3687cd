import * as l10n from '@vscode/l10n';
import type { AgentStatus } from '../../../protocol/agents.ts';
import type { Finding } from '../../../protocol/doctor.ts';

/** Agents of this machine: which come here, and which were pointed here once and go elsewhere by now. */
export function checkClients(agents: readonly AgentStatus[]): readonly Finding[] {
  const findings = agents.flatMap(findingOf);
  const connected = agents.filter(({ state }) => state === 'connected').map(({ name }) => name);
  if (connected.length > 0) {
    findings.push({ severity: 'good', title: l10n.t('Connected here: {0}', connected.join(', ')) });
  } else if (findings.length === 0) {
    findings.push({
      severity: 'note',
      title: l10n.t('No agent of this machine is connected by its settings.'),
      remedy: { action: 'connectAgent' },
    });
  }
  return findings;
}

function findingOf({ name, state, address = '', canDisconnect, problem }: AgentStatus): Finding[] {
  if (state === 'unreadable') {
    return [
      {
        severity: 'warning',
        title: l10n.t('The settings of {0} cannot be read.', name),
        meaning: problem,
        advice: l10n.t('Correct the file, then check again.'),
      },
    ];
  }
  if (state !== 'elsewhere') return [];
  if (!canDisconnect) {
    return [{ severity: 'note', title: l10n.t('{0} uses another address: {1}', name, address) }];
  }
  return [
    {
      severity: 'warning',
      title: l10n.t('{0} was connected here, and goes to {1} now.', name, address),
      meaning: l10n.t('Muxgate uses another port by now, or the address was changed afterwards.'),
      advice: l10n.t('Connect it again.'),
      remedy: { action: 'connectAgent' },
    },
  ];
}
