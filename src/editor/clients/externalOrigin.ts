import * as vscode from 'vscode';

/** A forwarder that does not answer keeps nobody waiting. */
const longestWaitMs = 2000;

/**
 * The gateway's origin as the user's own computer reaches it from a remote window (SSH, WSL, a container, a codespace), where the
 * gateway runs on the other side. Asked anew whenever it is shown: VS Code forwards the port for that.
 * @returns undefined when it is the same, or VS Code cannot tell
 */
export async function externalOrigin(origin: string): Promise<string | undefined> {
  if (vscode.env.remoteName === undefined) return undefined;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, longestWaitMs);
  });
  try {
    const uri = await Promise.race([vscode.env.asExternalUri(vscode.Uri.parse(origin, true)), tooLong]);
    if (uri === undefined) return undefined;
    const external = uri.toString(true).replace(/\/+$/, '');
    return external === origin ? undefined : external;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
