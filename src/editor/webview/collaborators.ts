import type * as vscode from 'vscode';
import type { AgentConnections } from '../clients/agentConnections.ts';
import type { SettingsWriter } from '../settings/settingsWriter.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { WindowPins } from '../windowPins.ts';
import type { StoredKey } from '../secrets/keyFormat.ts';

/** What the settings page needs of the rest of the editor; `new SettingsPanel(…)` takes it. */
export interface SettingsCollaborators {
  /** For the page's own files (`extensionUri`), the settings text (`globalStorageUri`) and disposal. */
  readonly context: Pick<
    vscode.ExtensionContext,
    'extensionUri' | 'globalState' | 'globalStorageUri' | 'subscriptions' | 'workspaceState'
  >;
  readonly gateway: Pick<GatewayClient, 'status' | 'onStatus' | 'request' | 'watchExchanges'>;
  readonly keys: SettingsKeyStore;
  /** The window's one writer of the user's settings, so that two writes never cross. */
  readonly writer: Pick<SettingsWriter, 'write'>;
  readonly agents: Pick<
    AgentConnections,
    'list' | 'connect' | 'preview' | 'disconnect' | 'verify' | 'copyStep'
  >;
  /** This window's pins, which follow a route that gets another id. */
  readonly pins: Pick<WindowPins, 'pins' | 'update'>;
  /** Lets a folder's workspace with this content hash take part from now on, and tells the gateway. */
  readonly confirmWorkspace: (hash: string) => Promise<void>;
  readonly log: Pick<vscode.LogOutputChannel, 'warn' | 'error'>;
}

/** The part of the key store that the page uses. Keys go in and never come out again. */
export interface SettingsKeyStore {
  keys(): Promise<readonly Pick<StoredKey, 'provider' | 'account' | 'origin'>[]>;
  setKey(
    provider: string,
    secret: { readonly key: string; readonly origin: string },
    account: string,
  ): Promise<void>;
  deleteKeys(provider: string, account?: string): Promise<void>;
  onDidChange(listener: () => void): vscode.Disposable;
}
