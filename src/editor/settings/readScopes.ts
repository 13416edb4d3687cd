import * as vscode from 'vscode';
import type { ConfigureMessage } from '../../protocol/gatewayMessages.ts';
import { type InspectedSetting, type Scope, scopesOf } from './scopes.ts';

/**
 * Reads the `muxgate.*` settings of this window, each scope apart and never VS Code's merged value, because that joins
 * what a folder says into the user's own objects.
 */
export function readScopes(): ConfigureMessage['scopes'] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return scopesOf(
    { folders: folders.map(({ uri }) => uri.toString()), hasWorkspaceFile: hasWorkspaceFile() },
    (folder) => inspect(folder === undefined ? undefined : vscode.Uri.parse(folder)),
  );
}

/** The user's own settings alone. */
export function readUserScope(): Scope['value'] {
  return readScopes()[0]?.value ?? {};
}

/** Whether the window's folders are listed in a `.code-workspace` file, which then has settings of its own. */
export function hasWorkspaceFile(): boolean {
  return vscode.workspace.workspaceFile !== undefined;
}

function inspect(folder: vscode.Uri | undefined): InspectedSetting[] {
  const settings = vscode.workspace.getConfiguration('muxgate', folder);
  const keys = Object.keys(settings).filter((key) => typeof settings[key] !== 'function');
  return keys.map((key) => ({ ...settings.inspect(key), key }));
}
