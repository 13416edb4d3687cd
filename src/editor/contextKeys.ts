import * as vscode from 'vscode';
import type { GatewayStatus } from '../protocol/status.ts';
import { hasProvider } from './status/statusProblems.ts';

/** The one owner of Muxgate's context keys: `when` clauses and the walkthrough's check marks read them. */
export class ContextKeys {
  readonly #set = new Map<string, boolean>();

  /** Sets every key to what the status says. */
  update(status: GatewayStatus): void {
    const { chat, fim, workspace } = status.override;
    this.#setKey('muxgate.hasProvider', hasProvider(status));
    this.#setKey(
      'muxgate.hasRule',
      status.workspaces.some(({ rules }) => rules.length > 0),
    );
    this.#setKey(
      'muxgate.isPinned',
      [chat, fim, workspace].some((pin) => pin !== undefined),
    );
  }

  /** Whether a change that waits for the user's word is shown as a diff. */
  setChangeShown(isShown: boolean): void {
    this.#setKey('muxgate.changeShown', isShown);
  }

  #setKey(key: string, value: boolean): void {
    if (this.#set.get(key) === value) return;
    this.#set.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
