import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { OpenedSettings } from '../../protocol/webviewMessages.ts';
import { hasWorkspaceFile, readScopes } from '../settings/readScopes.ts';

/** What the opened folders and their `.code-workspace` file say; every folder, also one that says nothing. */
export function openedSettings(): OpenedSettings[] {
  const scopes = readScopes();
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }): OpenedSettings => {
    const folder = uri.toString();
    const value = scopes.find((scope) => scope.folder === folder)?.value;
    return { scope: 'folder', folder, name, ...pageSettings(value) };
  });
  if (!hasWorkspaceFile()) return folders;
  const value = scopes.find((scope) => scope.scope === 'workspace')?.value;
  const name = vscode.workspace.name ?? l10n.t('workspace file');
  return [{ scope: 'workspace', name, ...pageSettings(value) }, ...folders];
}

/**
 * Writes which workspace a folder chooses into that folder's own settings; `undefined` takes the choice back.
 * @throws VS Code's error when the folder's settings cannot be written
 */
export async function chooseFolderWorkspace(folder: string, workspace: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('muxgate', vscode.Uri.parse(folder))
    .update('activeWorkspace', workspace, vscode.ConfigurationTarget.WorkspaceFolder);
}

function pageSettings(
  value: Readonly<Record<string, unknown>> = {},
): Pick<OpenedSettings, 'workspaces' | 'activeWorkspace'> {
  const { workspaces, activeWorkspace } = value;
  return {
    workspaces: typeof workspaces === 'object' && workspaces !== null ? { ...workspaces } : {},
    activeWorkspace: typeof activeWorkspace === 'string' ? activeWorkspace : undefined,
  };
}
