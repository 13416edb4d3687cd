import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import { languageStatusText } from './languageStatusText.ts';

/** Says in a file's language status which model requests about it get, and why. */
export class LanguageStatus {
  #item: vscode.LanguageStatusItem | undefined;
  #shown = '';

  show(status: GatewayStatus): void {
    const said = languageStatusText(status);
    const shown = JSON.stringify(said);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (said === undefined) {
      this.dispose();
      return;
    }
    this.#item ??= createItem();
    this.#item.text = said.text;
    this.#item.detail = said.detail;
    this.#item.severity = said.isWarning
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
  }

  dispose(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('muxgate.route', { pattern: '**/*' });
  item.name = 'Muxgate';
  item.command = { command: 'muxgate.whyThisModel', title: l10n.t('Why?') };
  return item;
}
