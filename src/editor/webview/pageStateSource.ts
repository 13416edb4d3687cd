import * as vscode from 'vscode';
import type { ProviderTypeInfo } from '../../protocol/gatewayRequests.ts';
import type { PageState } from '../../protocol/webviewMessages.ts';
import { readUserSettings } from '../settings/readUserSettings.ts';
import type { UserSettingsFile } from '../settings/userSettingsFile.ts';
import { vscodeUserConfiguration } from '../settings/vscodeUserConfiguration.ts';
import type { SettingsCollaborators } from './collaborators.ts';
import { windowId } from '../windowId.ts';
import { openedSettings } from './openedSettings.ts';

/** Puts together what the page shows, and says when it may have changed. */
export class PageStateSource {
  readonly #parts: Pick<SettingsCollaborators, 'context' | 'gateway' | 'keys'>;
  readonly #file: UserSettingsFile;
  #providerTypes: readonly ProviderTypeInfo[] = [];

  constructor(parts: Pick<SettingsCollaborators, 'context' | 'gateway' | 'keys'>, file: UserSettingsFile) {
    this.#parts = parts;
    this.#file = file;
  }

  /** Reads everything anew. */
  async current(): Promise<PageState> {
    const [settings, keys, languages] = await Promise.all([
      readUserSettings(this.#file, (key) => vscodeUserConfiguration.value(key)),
      this.#parts.keys.keys(),
      vscode.languages.getLanguages(),
    ]);
    // Last, and just before the status is read: a gateway that is ready by then has said its types too.
    const providerTypes = await this.#loadProviderTypes();
    return {
      windowId: windowId(this.#parts.context.workspaceState),
      status: this.#parts.gateway.status,
      settings,
      opened: openedSettings(),
      trusted: vscode.workspace.isTrusted,
      providerTypes,
      keyOrigins: keys.map(({ provider, account, origin }) => ({ provider, account, origin })),
      languages: languages.toSorted(),
    };
  }

  /** Calls the listener when something that the page shows may have changed. */
  onDidChange(listener: () => void): vscode.Disposable {
    const { gateway, keys } = this.#parts;
    return vscode.Disposable.from(
      gateway.onStatus(listener),
      keys.onDidChange(listener),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('muxgate')) listener();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(listener),
      vscode.workspace.onDidGrantWorkspaceTrust(listener),
    );
  }

  /** They never change, so they are asked for until the gateway has answered once. */
  async #loadProviderTypes(): Promise<readonly ProviderTypeInfo[]> {
    const { gateway } = this.#parts;
    const isRunning =
      gateway.status.gateway.phase !== 'starting' && gateway.status.gateway.phase !== 'crashed';
    if (this.#providerTypes.length === 0 && isRunning) {
      const answer = await gateway.request('providerTypes', {}).catch(() => undefined);
      this.#providerTypes = answer?.types ?? [];
    }
    return this.#providerTypes;
  }
}
