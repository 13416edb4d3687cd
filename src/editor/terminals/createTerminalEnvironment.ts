import * as vscode from 'vscode';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import { windowId } from '../windowId.ts';
import { isClaudeSignedIn } from './claudeLogin.ts';
import { isWithTerminals } from './isWithTerminals.ts';
import { TerminalEnvironment } from './terminalEnvironment.ts';

export interface TerminalParts {
  readonly context: vscode.ExtensionContext;
  readonly link: GatewayClient;
  readonly keys: KeyStore;
}

/** The variables of this window's new terminals, kept in step with settings, gateway and keys until disposed. */
export function createTerminalEnvironment({ context, link, keys }: TerminalParts): vscode.Disposable {
  // VS Code puts a configuration together whenever it is asked, and a status comes with every request.
  let settings = readSettings();
  const environment = new TerminalEnvironment({
    collection: context.environmentVariableCollection,
    windowId: windowId(context.workspaceState),
    env: process.env,
    status: () => link.status,
    settings: () => settings,
    accessKeys: () => keys.accessKeys(),
    isClaudeSignedIn: () => isClaudeSignedIn(process.env),
    isSameMachine: isWithTerminals(context.extension),
  });
  return vscode.Disposable.from(
    link.onStatus(() => void environment.update()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('muxgate.terminal')) return;
      settings = readSettings();
      void environment.update();
    }),
    keys.onDidChange(() => void environment.update({ keysChanged: true })),
    environment,
  );
}

function readSettings(): { readonly environment: boolean; readonly accessKey: boolean } {
  return {
    environment: editorSetting('terminal.environment'),
    accessKey: editorSetting('terminal.accessKey'),
  };
}
