import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { HostMessage, PagePlace } from '../../protocol/webviewMessages.ts';
import { userFolderCandidates, UserSettingsFile } from '../settings/userSettingsFile.ts';
import { vscodeSettingsFs } from '../settings/vscodeSettingsFs.ts';
import { vscodeUserConfiguration } from '../settings/vscodeUserConfiguration.ts';
import { startTimer } from '../startTimer.ts';
import type { SettingsCollaborators } from './collaborators.ts';
import { KeptDraft } from './keptDraft.ts';
import { latestOnly } from './latestOnly.ts';
import { PageConnection } from './pageConnection.ts';
import { PageFeed } from './pageFeed.ts';
import { createPageRequests, usageViewKey } from './pageRequests.ts';
import { PageStateSource } from './pageStateSource.ts';
import { pageLanguage } from './pageLanguage.ts';
import { panelHtml } from './panelHtml.ts';
import { preparePage } from './preparePage.ts';
import { ReadAhead } from './readAhead.ts';
import { settingsViewType } from './settingsViewType.ts';

/** What takes longer comes to the page later. */
const prepareWithinMs = 100;

/**
 * The settings page's panel: at most one a window, restored after a reload, told of every change while it is visible.
 * VS Code closes or restores the panel when the extension ends.
 */
export class SettingsPanel {
  readonly #collaborators: SettingsCollaborators;
  readonly #draft = new KeptDraft();
  readonly #state: PageStateSource;
  /** While VS Code loads the page, what it will ask for first is read. */
  readonly #firstState = new ReadAhead(() => this.#state.current());
  #panel: vscode.WebviewPanel | undefined;
  /** Where the next page begins; a page that is there already is told at once. */
  #place: PagePlace | undefined;

  constructor(collaborators: SettingsCollaborators) {
    this.#collaborators = collaborators;
    const file = new UserSettingsFile({
      fs: vscodeSettingsFs,
      folders: userFolderCandidates(collaborators.context.globalStorageUri),
      userValue: (key) => vscodeUserConfiguration.value(key),
    });
    this.#state = new PageStateSource(collaborators, file);
  }

  get #files(): vscode.Uri {
    return vscode.Uri.joinPath(this.#collaborators.context.extensionUri, 'dist', 'webview');
  }

  get #webviewOptions(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.#files] };
  }

  /** Shows the settings page, at a certain place if one is given. */
  open(place?: PagePlace): void {
    if (this.#panel === undefined) {
      this.#place = place;
      this.#adopt(
        vscode.window.createWebviewPanel(settingsViewType, l10n.t('Muxgate'), vscode.ViewColumn.Active, {
          enableFindWidget: true,
          ...this.#webviewOptions,
        }),
      );
      return;
    }
    // A hidden page is gone; it is loaded again when it is revealed, and asks where to begin then.
    if (place !== undefined && this.#panel.visible) post(this.#panel, { type: 'show', place });
    else this.#place = place;
    this.#panel.reveal();
  }

  /** Fills a panel that VS Code has brought back after a reload. */
  restore(panel: vscode.WebviewPanel): void {
    panel.webview.options = this.#webviewOptions;
    this.#adopt(panel);
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const previous = this.#panel;
    this.#panel = panel;
    // A restored panel may come while another one is open already.
    previous?.dispose();
    const pushState = latestOnly(
      async () => {
        if (panel.visible) post(panel, { type: 'state', state: await this.#state.current() });
      },
      (error) =>
        this.#collaborators.log.error(`the settings page cannot be told of a change: ${String(error)}`),
    );
    const feed = new PageFeed(this.#collaborators.gateway, (live) =>
      post(panel, { type: 'exchanges', live }),
    );
    const connection = this.#connect(panel, feed);
    const subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => connection.receive(message)),
      panel.onDidChangeViewState(() => {
        // A hidden page is gone, and asks again when it is shown.
        if (panel.visible) this.#firstState.begin();
        else {
          this.#firstState.forget();
          feed.watch(false);
        }
      }),
      this.#state.onDidChange(() => {
        this.#firstState.changed();
        pushState();
      }),
      connection,
      feed,
    );
    panel.onDidDispose(() => {
      subscriptions.dispose();
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      void this.#offerDraft();
    });
    if (this.#place?.page === 'requests') feed.watch(true);
    this.#firstState.begin();
    this.#show(panel, connection).catch((error: unknown) =>
      this.#collaborators.log.error(`the settings page cannot be shown: ${String(error)}`),
    );
  }

  #connect(panel: vscode.WebviewPanel, feed: PageFeed): PageConnection {
    const handlers = createPageRequests({
      ...this.#collaborators,
      draft: this.#draft,
      watchExchanges: (on) => feed.watch(on),
      load: async () => {
        const place = this.#place;
        const draft = this.#draft.value;
        this.#place = undefined;
        const usageView = this.#collaborators.context.globalState.get(usageViewKey);
        return { state: await this.#firstState.take(), draft, place, usageView };
      },
    });
    return new PageConnection({
      handlers,
      post: (message) => post(panel, message),
      warn: (text) => this.#collaborators.log.warn(text),
    });
  }

  /** VS Code is making the page's frame meanwhile, which takes longer than this. */
  async #show(panel: vscode.WebviewPanel, connection: PageConnection): Promise<void> {
    const { webview } = panel;
    const place = this.#place;
    const prepared = await preparePage({
      ask: (...question) => connection.ask(...question),
      page: place?.page,
      deadline: new Promise((resolve) => startTimer(prepareWithinMs, () => resolve(undefined))),
      now: Date.now,
    });
    if (this.#panel !== panel) return;
    // Who is asked for it again must still know it.
    if (!prepared.answers.some(({ method }) => method === 'load')) this.#place ??= place;
    const address = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#files, name)).toString();
    webview.html = panelHtml({
      script: address('webview.js'),
      imported: address('chunk.js'),
      codicons: address('codicon.css'),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      ...pageLanguage(),
      page: place?.page,
      prepared,
    });
  }

  /** A closed tab cannot be held open, so what was not saved is kept and offered. */
  async #offerDraft(): Promise<void> {
    if (this.#draft.value === undefined) return;
    const reopen = l10n.t('Reopen');
    const discard = l10n.t('Discard');
    const answer = await vscode.window.showWarningMessage(
      l10n.t("Your changes to Muxgate's settings are not saved yet."),
      reopen,
      discard,
    );
    if (answer === reopen) this.open();
    if (answer === discard && this.#panel === undefined) this.#draft.keep(undefined);
  }
}

/** A page that is hidden loses the message; it asks again when it is shown. */
function post({ webview }: vscode.WebviewPanel, message: HostMessage): void {
  void webview.postMessage(message);
}
