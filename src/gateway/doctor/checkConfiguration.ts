import * as l10n from '@vscode/l10n';
import type { Finding } from '../../protocol/doctor.ts';
import type { DoctorCheck } from './doctorContext.ts';

/** Entries of the configuration that are left out or doubtful, and what waits for the user. */
export const checkConfiguration: DoctorCheck = ({ config }) => {
  const findings: Finding[] = config.problems.map(({ path, message, severity, source, line }) => ({
    severity: severity === 'error' ? 'broken' : 'warning',
    title: `${path}: ${message}`,
    meaning: severity === 'error' ? l10n.t('This entry is left out; all others hold.') : undefined,
    advice: place(source, line),
    remedy: { action: 'openSettings' },
  }));
  for (const { id, folder } of config.unconfirmedWorkspaces) {
    findings.push({
      severity: 'warning',
      title: l10n.t('The workspace “{0}” of {1} waits for you to confirm it.', id, folder),
      meaning: l10n.t('A folder may say which models answer only after you have seen which ones they are.'),
      remedy: { action: 'reviewFolderWorkspace' },
    });
  }
  if (findings.length === 0) {
    const [providers, workspaces] = [config.providers.size - 1, config.workspaces.size];
    findings.push({
      severity: 'good',
      title: l10n.t('All entries hold. Providers: {0}, workspaces: {1}.', Math.max(0, providers), workspaces),
    });
  }
  return Promise.resolve(findings);
};

function place(source: string | undefined, line: number | undefined): string | undefined {
  if (source === undefined) return undefined;
  return line === undefined
    ? l10n.t('Written in: {0}', source)
    : l10n.t('Written in: {0}, line {1}', source, line);
}
