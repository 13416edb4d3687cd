import * as vscode from 'vscode';
import type { GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import { statusBarView } from './statusBarView.ts';
import { statusTooltip, tooltipCommands } from './statusTooltip.ts';
import { withTodayCost } from './todayCost.ts';

/** The one status bar item. */
export class StatusBarItem {
  readonly #item: vscode.StatusBarItem;
  #shown = '';

  constructor() {
    this.#item = vscode.window.createStatusBarItem('muxgate', vscode.StatusBarAlignment.Right, 100);
    this.#item.name = 'Muxgate';
    this.#item.show();
  }

  /** Shows a status. What looks the same is left alone, so that an open tooltip does not flicker. */
  show(status: GatewayStatus, awaitingReview: readonly UnconfirmedWorkspace[], isStreaming: boolean): void {
    const line = statusBarView(status, awaitingReview, isStreaming);
    const view = editorSetting('statusBar.showCost') ? withTodayCost(line, status) : line;
    const tooltip = statusTooltip(status, awaitingReview, vscode.env.remoteName !== undefined).source;
    const shown = JSON.stringify([view, tooltip]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#item.text = `$(${view.icon}) ${view.text}`;
    this.#item.tooltip = trustedMarkdown(tooltip);
    this.#item.accessibilityInformation = { label: view.label, role: 'button' };
    this.#item.command = view.command;
    this.#item.backgroundColor = view.isWarning
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function trustedMarkdown(source: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(source, true);
  markdown.isTrusted = { enabledCommands: tooltipCommands };
  return markdown;
}
