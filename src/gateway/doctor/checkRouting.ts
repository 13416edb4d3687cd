import * as l10n from '@vscode/l10n';
import type { Finding } from '../../protocol/doctor.ts';
import { formatModelReference } from '../modelReference.ts';
import type { DoctorCheck } from './doctorContext.ts';

/** Whether a chat from here would be answered at all, and by whom. */
export const checkRouting: DoctorCheck = ({ config, preview }) => {
  const isAlone = [...config.providers.values()].every(({ type }) => type === 'demo');
  if (isAlone) {
    return Promise.resolve([
      {
        severity: 'broken',
        title: l10n.t('No provider is configured.'),
        meaning: l10n.t('Nobody is there to answer; only the built-in demo can be named.'),
        advice: l10n.t('Add a local server or an API key.'),
        remedy: { action: 'addProvider' },
      },
    ]);
  }
  const { decision, error } = preview;
  const findings: Finding[] = [];
  if (decision === undefined) {
    findings.push({
      severity: 'broken',
      title: l10n.t('A chat from here would have no answer: {0}', error?.message ?? l10n.t('no model')),
      remedy: { action: 'openSettings', page: 'workspaces' },
    });
  } else {
    findings.push({
      severity: 'good',
      title: l10n.t('A chat from here would go to {0}.', formatModelReference(decision.target)),
    });
    for (const warning of decision.warnings) {
      findings.push({
        severity: 'warning',
        title: warning,
        remedy: { action: 'openSettings', page: 'workspaces' },
      });
    }
  }
  return Promise.resolve(findings);
};
