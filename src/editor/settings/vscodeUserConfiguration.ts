import * as vscode from 'vscode';
import type { UserConfiguration } from './settingsWriter.ts';

/** The user's settings through VS Code's configuration API. */
export const vscodeUserConfiguration: UserConfiguration = {
  value: (key) => {
    const value: unknown = vscode.workspace.getConfiguration().inspect(key)?.globalValue;
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
  },
  update: async (key, value) =>
    vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global),
  isDirty: (uri) => {
    // The same file goes by other schemes in the extension host (`file:` for code-server's remote one).
    const { path } = vscode.Uri.parse(uri);
    return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.path === path);
  },
};
