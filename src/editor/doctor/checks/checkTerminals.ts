import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';
import type { Launcher } from '../../launcher/launcher.ts';

export interface TerminalFindings {
  readonly launcher: Pick<Launcher, 'found'>;
  /** The setting that points agents in terminals here. */
  readonly isEnvironmentOn: boolean;
  readonly accessKeysSet: boolean;
  readonly mayHaveKey: boolean;
}

/** The `muxgate` command, and what agents in new terminals find. */
export async function checkTerminals({
  launcher,
  isEnvironmentOn,
  accessKeysSet,
  mayHaveKey,
}: TerminalFindings): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const found = await launcher.found();
  if (found === undefined) {
    findings.push({
      severity: 'note',
      title: l10n.t('Terminals have no muxgate command.'),
      remedy: { action: 'installCommand' },
    });
  } else {
    findings.push({
      severity: found.isOurs ? 'good' : 'note',
      title: found.isOurs
        ? l10n.t('Terminals run muxgate from {0}.', found.file)
        : l10n.t('Terminals run another muxgate: {0}', found.file),
    });
  }
  if (isEnvironmentOn) {
    findings.push({ severity: 'good', title: l10n.t('Agents in new terminals are pointed at this window.') });
    if (accessKeysSet && !mayHaveKey) {
      findings.push({
        severity: 'warning',
        title: l10n.t('Agents in new terminals have no access key, and the gateway wants one.'),
        advice: l10n.t(
          'Give terminals the key (every program in them can read it), or set it in each agent.',
        ),
        remedy: { action: 'openSetting', setting: 'muxgate.terminal' },
      });
    }
  }
  return findings;
}
