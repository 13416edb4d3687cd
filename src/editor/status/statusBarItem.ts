import * as vscode from 'vscode';
import type { GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import type { StartTimer } from '../startTimer.ts';
import { AtMostEvery } from './atMostEvery.ts';
import { type StatusBarView, statusBarView } from './statusBarView.ts';
import { statusTooltip, tooltipCommands } from './statusTooltip.ts';
import { withTodayCost } from './todayCost.ts';

/** While agents work the counts in the tooltip differ with every status; nobody hovers over all of them. */
const tooltipIntervalMs = 3_000;

interface Shown {
  readonly status: GatewayStatus;
  readonly awaitingReview: readonly UnconfirmedWorkspace[];
  readonly isStreaming: boolean;
}

/** The one status bar item. What looks the same is left alone: an open tooltip does not flicker, and VS Code is told nothing. */
export class StatusBarItem {
  readonly #item: vscode.StatusBarItem;
  readonly #tooltip: AtMostEvery;
  readonly #settings: vscode.Disposable;
  #showsCost = editorSetting('statusBar.showCost');
  #shown: Shown | undefined;
  #shownView = '';
  #shownTooltip = '';

  constructor(startTimer: StartTimer) {
    this.#item = vscode.window.createStatusBarItem('muxgate', vscode.StatusBarAlignment.Right, 100);
    this.#item.name = 'Muxgate';
    this.#item.show();
    this.#tooltip = new AtMostEvery(tooltipIntervalMs, startTimer, () => this.#showTooltip());
    this.#settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('muxgate.statusBar')) return;
      this.#showsCost = editorSetting('statusBar.showCost');
      this.#showView();
    });
  }

  show(status: GatewayStatus, awaitingReview: readonly UnconfirmedWorkspace[], isStreaming: boolean): void {
    this.#shown = { status, awaitingReview, isStreaming };
    if (this.#showView()) this.#tooltip.now();
    else this.#tooltip.ask();
  }

  dispose(): void {
    this.#settings.dispose();
    this.#tooltip.dispose();
    this.#item.dispose();
  }

  /** @returns whether anything is different now */
  #showView(): boolean {
    if (this.#shown === undefined) return false;
    const { status, awaitingReview, isStreaming } = this.#shown;
    const line = statusBarView(status, awaitingReview, isStreaming);
    const view: StatusBarView = this.#showsCost ? withTodayCost(line, status) : line;
    const shown = JSON.stringify(view);
    if (shown === this.#shownView) return false;
    this.#shownView = shown;
    this.#item.text = `$(${view.icon}) ${view.text}`;
    this.#item.accessibilityInformation = { label: view.label, role: 'button' };
    this.#item.command = view.command;
    this.#item.backgroundColor = view.isWarning
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    return true;
  }

  #showTooltip(): void {
    if (this.#shown === undefined) return;
    const { status, awaitingReview } = this.#shown;
    const tooltip = statusTooltip(status, awaitingReview, vscode.env.remoteName !== undefined).source;
    if (tooltip === this.#shownTooltip) return;
    this.#shownTooltip = tooltip;
    this.#item.tooltip = trustedMarkdown(tooltip);
  }
}

function trustedMarkdown(source: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(source, true);
  markdown.isTrusted = { enabledCommands: tooltipCommands };
  return markdown;
}
