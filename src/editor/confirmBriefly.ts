import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

const shownMs = 4000;

/** Says that something was done, in the status bar and for a moment: nothing has to be clicked away. */
export function confirmBriefly(text: string): void {
  vscode.window.setStatusBarMessage(l10n.t('$(check) {0}', text), shownMs);
}
