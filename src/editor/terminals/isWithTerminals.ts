import * as vscode from 'vscode';

/** Whether Muxgate runs on the machine of this window's terminals: in a remote window they are there, and 127.0.0.1 with them. */
export function isWithTerminals({ extensionKind }: vscode.Extension<unknown>): boolean {
  return vscode.env.remoteName === undefined || extensionKind === vscode.ExtensionKind.Workspace;
}
