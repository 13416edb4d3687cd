import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';

/** Folders whose settings say less than they might. */
export function checkFolders(facts: {
  readonly isTrusted: boolean;
  /** Schemes of the window's folders. */
  readonly schemes: readonly string[];
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (!facts.isTrusted) {
    findings.push({
      severity: 'note',
      title: l10n.t('This window is not trusted: its folders choose no workspace.'),
      remedy: { action: 'trustFolder' },
    });
  }
  if (facts.schemes.some((scheme) => scheme !== 'file' && scheme !== 'vscode-remote')) {
    findings.push({
      severity: 'note',
      title: l10n.t('A folder of this window is on no disk of this machine.'),
      meaning: l10n.t('Rules see its open editors; agents in terminals do not see its files.'),
    });
  }
  if (findings.length > 0) return findings;
  return [{ severity: 'good', title: l10n.t('The folders of this window are trusted, or there are none.') }];
}
