import * as vscode from 'vscode';
import type { SettingsPanel } from './settingsPanel.ts';
import { settingsViewType } from './settingsViewType.ts';

/** Brings a settings page back that was open when the window closed; its code runs only then. */
export function restoreSettingsPanel(load: () => Promise<SettingsPanel>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(settingsViewType, {
    deserializeWebviewPanel: async (panel: vscode.WebviewPanel) => {
      (await load()).restore(panel);
    },
  });
}
