import * as vscode from 'vscode';

/**
 * The gateway's origin as the user's own computer reaches it from a remote window (SSH, WSL, a container, a codespace), where the
 * gateway runs on the other side. Asked anew whenever it is shown: VS Code forwards the port for that.
 * @returns undefined when it is the same, or VS Code cannot tell
 */
export async function externalOrigin(origin: string): Promise<string | undefined> {
  if (vscode.env.remoteName === undefined) return undefined;
  try {
    const uri = await vscode.env.asExternalUri(vscode.Uri.parse(origin, true));
    const external = uri.toString(true).replace(/\/+$/, '');
    return external === origin ? undefined : external;
  } catch {
    return undefined;
  }
}
