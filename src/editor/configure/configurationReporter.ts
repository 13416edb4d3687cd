import * as vscode from 'vscode';
import type { ConfigureMessage } from '../../protocol/gatewayMessages.ts';
import { readScopes } from '../settings/readScopes.ts';
import type { FolderConfirmations } from './folderConfirmations.ts';
import { proxySettingKeys, readProxySettings } from './proxySettings.ts';

const watchedSettings = ['muxgate', ...proxySettingKeys];

/** Tells the gateway the settings, now and whenever they, the trust in the folder or a confirmation changes. */
export class ConfigurationReporter {
  readonly #subscriptions: vscode.Disposable;

  constructor(options: { report: (message: ConfigureMessage) => void; confirmations: FolderConfirmations }) {
    const { workspace } = vscode;
    const report = (): void =>
      options.report({
        type: 'configure',
        scopes: readScopes(),
        trusted: workspace.isTrusted,
        confirmedWorkspaces: [...options.confirmations.confirmed],
        proxy: readProxySettings(),
      });
    this.#subscriptions = vscode.Disposable.from(
      workspace.onDidChangeConfiguration((event) => {
        if (watchedSettings.some((setting) => event.affectsConfiguration(setting))) report();
      }),
      workspace.onDidChangeWorkspaceFolders(report),
      workspace.onDidGrantWorkspaceTrust(report),
      options.confirmations.onDidChange(report),
    );
    report();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
