import * as vscode from 'vscode';
import type { SettingsFs } from './settingsFs.ts';

/**
 * VS Code's file system. Writing a settings file through it makes VS Code take the change over at once, also where it
 * does not watch the disk, and updates an editor that shows the file.
 */
export const vscodeSettingsFs: SettingsFs = {
  read: (uri) => unlessMissing(() => vscode.workspace.fs.readFile(vscode.Uri.parse(uri))),
  write: async (uri, content) => vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), content),
  delete: async (uri) => vscode.workspace.fs.delete(vscode.Uri.parse(uri)),
  foldersIn: async (uri) => {
    const entries = await unlessMissing(() => vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri)));
    return (entries ?? []).filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
  },
};

/** Where there is no such file or no such file system there is nothing; any other error is one. */
async function unlessMissing<Value>(read: () => Thenable<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : undefined;
    if (code === 'FileNotFound' || code === 'EntryNotFound' || code === 'Unavailable') return undefined;
    if (error instanceof Error && /ENOPRO|No file system provider/.test(error.message)) return undefined;
    throw error;
  }
}
