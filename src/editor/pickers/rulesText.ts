import * as l10n from '@vscode/l10n';

/** How many rules a workspace has. */
export function rulesText(count: number): string {
  return count === 1 ? l10n.t('1 rule') : l10n.t('{0} rules', count);
}
