import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CheckResult } from './editorCheck.ts';
import { doctorHtml } from './doctorHtml.ts';
import { remedyCommands } from './remedyCommand.ts';

/** The doctor's page: one a window, filled while the checks run. Its links run the commands of the remedies and no other. */
export class DoctorPanel {
  readonly #extensionUri: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  /** Raised by every examination, so that an older one that still runs shows nothing more. */
  #round = 0;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  /**
   * Brings the page to the front for a new examination, making it when there is none.
   * @returns what shows the results that are there by now, and how many are not; it does nothing once the page is closed
   */
  begin(): (results: readonly CheckResult[], runningCount: number) => void {
    const round = ++this.#round;
    if (this.#panel === undefined) this.#create();
    else this.#panel.reveal();
    return (results, runningCount) => {
      if (round === this.#round) this.#show(results, runningCount);
    };
  }

  #create(): void {
    const folder = vscode.Uri.joinPath(this.#extensionUri, 'dist', 'webview');
    const panel = vscode.window.createWebviewPanel(
      'muxgate.doctor',
      l10n.t('Muxgate Doctor'),
      vscode.ViewColumn.Active,
      {
        enableFindWidget: true,
        enableCommandUris: [...remedyCommands, 'muxgate.doctor', 'muxgate.reportIssue'],
        localResourceRoots: [folder],
      },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    this.#panel = panel;
  }

  #show(results: readonly CheckResult[], runningCount: number): void {
    const webview = this.#panel?.webview;
    if (webview === undefined) return;
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, 'dist', 'webview', name)).toString();
    webview.html = doctorHtml({
      results,
      runningCount,
      style: file('doctor.css'),
      codicons: file('codicon.css'),
      source: webview.cspSource,
      language: vscode.env.language,
    });
  }
}
