import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { GatewayRequestError } from '../link/gatewayClient.ts';

const callbackPath = '/signed-in';

/** Where browsers come back to after a sign-in: VS Code hands such addresses to the extension of their name. */
export class SignInCallbacks implements vscode.UriHandler {
  readonly #extensionId: string;
  readonly #waiting = new Map<string, (callbackUrl: string) => void>();

  constructor(extensionId: string) {
    this.#extensionId = extensionId;
  }

  handleUri(uri: vscode.Uri): void {
    if (uri.path !== callbackPath) return;
    const state = new URLSearchParams(uri.query).get('state') ?? '';
    this.#waiting.get(state)?.(uri.toString(true));
    this.#waiting.delete(state);
  }

  /** The address to come back to, as the browser can reach it: remote windows have another one. */
  async redirectUri(): Promise<string> {
    const uri = vscode.Uri.parse(`${vscode.env.uriScheme}://${this.#extensionId}${callbackPath}`);
    return (await vscode.env.asExternalUri(uri)).toString(true);
  }

  /** Resolves when the browser has come back from this sign-in; rejects when the signal is aborted. */
  cameBack(signInUrl: string, signal: AbortSignal): Promise<string> {
    const state = new URL(signInUrl).searchParams.get('state') ?? '';
    return new Promise((resolve, reject) => {
      this.#waiting.set(state, resolve);
      signal.addEventListener('abort', () => {
        this.#waiting.delete(state);
        reject(new GatewayRequestError('cancelled', l10n.t('The sign-in was cancelled.')));
      });
    });
  }
}
