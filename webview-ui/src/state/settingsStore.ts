import type { SettingsChange, SettingsConflict } from '../../../src/protocol/settingsChange.ts';
import type {
  HostMessage,
  PageAction,
  PageParams,
  PagePlace,
} from '../../../src/protocol/webviewMessages.ts';
import type { HostClient } from '../host/hostClient.ts';
import { changedUserSettings } from '../model/changedUserSettings.ts';
import { type Drafts, hasUnsaved, readDrafts, settledDrafts, withoutDraftsOf } from '../model/drafts.ts';
import { rebasedChanges } from '../model/rebase.ts';
import { readUsageView } from '../model/usageView.ts';
import {
  type AppState,
  initialState,
  type Question,
  type RequestsView,
  type Tab,
  type View,
} from './appState.ts';
import { type KeptPage, readKeptPage } from './keptPage.ts';

interface WriteOptions extends Omit<PageParams<'writeSettings'>, 'changes'> {
  /** Runs once the settings are written, also when the user had to decide about a conflict first. */
  readonly onWritten?: () => void;
}

export interface StoreOptions {
  readonly host: Pick<HostClient, 'request'>;
  /** Keeps the page's view and drafts for when it is shown again. */
  readonly keep: (kept: KeptPage) => void;
  /** What is shown until the settings have come. */
  readonly begin?: { readonly tab: Tab; readonly requests?: RequestsView };
}

/** Holds what the page shows and does what its parts ask for. The one writer of the state. */
export class SettingsStore {
  readonly host: StoreOptions['host'];
  readonly #keep: StoreOptions['keep'];
  readonly #listeners = new Set<(state: AppState) => void>();
  readonly #placeListeners = new Set<(place: PagePlace) => void>();
  #state: AppState;
  /** A page was chosen by hand before it was known where to begin. */
  #isTabChosen = false;
  #pendingPlace: PagePlace | undefined;
  #pendingWrite: { readonly changes: readonly SettingsChange[]; readonly options: WriteOptions } | undefined;

  constructor(options: StoreOptions) {
    this.host = options.host;
    this.#keep = options.keep;
    const { tab, requests } = options.begin ?? { tab: initialState.view.tab };
    this.#state = { ...initialState, view: { ...initialState.view, tab }, requests };
  }

  get state(): AppState {
    return this.#state;
  }

  /** Calls the listener when a command has led to a place, once its page is shown. */
  onPlace(listener: (place: PagePlace) => void): void {
    this.#placeListeners.add(listener);
  }

  subscribe(listener: (state: AppState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes the state, and keeps what has to outlive the page. */
  update(change: Partial<AppState>): void {
    this.#state = { ...this.#state, ...change };
    // Before the page has loaded it knows of no draft, and must not make anybody forget one.
    const isLoaded = this.#state.page !== undefined;
    if (!isLoaded && change.view !== undefined) {
      this.#isTabChosen = true;
      this.#pendingPlace = undefined;
    }
    if (isLoaded && (change.drafts !== undefined || change.view !== undefined)) this.#keepPage();
    if (isLoaded && change.requests !== undefined) this.#keepView();
    for (const listener of this.#listeners) listener(this.#state);
  }

  /**
   * Asks the host for everything and takes up what was kept.
   * @param kept what this page kept before it was hidden or reloaded
   */
  async load(kept: unknown): Promise<void> {
    const loaded = await this.attempt(this.host.request('load', {}));
    if (loaded === undefined) return;
    const before = readKeptPage(kept);
    const drafts = settledDrafts(readDrafts(before.drafts ?? loaded.draft), loaded.state.settings);
    const { tab } = this.#state.view;
    const view = before.view ?? this.#viewOf(drafts);
    const usage = { ...this.#state.usage, view: readUsageView(loaded.usageView) };
    this.update({
      page: loaded.state,
      view: this.#isTabChosen ? { ...view, tab } : view,
      drafts,
      usage,
      requests: this.#state.requests ?? before.requests,
    });
    const place = this.#pendingPlace ?? (this.#isTabChosen ? undefined : loaded.place);
    if (place !== undefined) this.show(place);
  }

  /** Takes what the host tells unasked. Before the answer to `load` only a place is remembered. */
  receive(message: Extract<HostMessage, { type: 'state' | 'show' }>): void {
    const isLoaded = this.#state.page !== undefined;
    if (message.type === 'show') {
      if (isLoaded) this.show(message.place);
      else this.#pendingPlace = message.place;
    } else if (isLoaded) {
      this.update({ page: message.state, drafts: settledDrafts(this.#state.drafts, message.state.settings) });
    }
  }

  /** Goes to the place that a command leads to. What is being edited stays as it is. */
  show(place: PagePlace): void {
    const isEditingProvider = place.page === 'providers' && this.#state.drafts.provider !== undefined;
    const workspace = place.page === 'workspaces' ? place.workspace : undefined;
    const route = place.page === 'routes' ? place.route : undefined;
    const agent = place.page === 'agents' ? place.agent : undefined;
    this.update({ view: { tab: place.page, isEditingProvider, workspace, route, agent } });
    for (const listener of this.#placeListeners) listener(place);
  }

  ask(question: Question): void {
    this.update({ question });
  }

  /** Waits for an answer of the host; what goes wrong is shown, and `undefined` returned. */
  async attempt<Value>(answer: Promise<Value>): Promise<Value | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.update({
        notice: { kind: 'error', text: error instanceof Error ? error.message : String(error) },
      });
      return undefined;
    }
  }

  runAction(action: PageAction): void {
    void this.attempt(this.host.request('runAction', { action }));
  }

  /** Writes changes to the user's settings, all or none. What is in the way is shown. */
  async write(changes: readonly SettingsChange[], options: WriteOptions = {}): Promise<void> {
    const { onWritten, ...keys } = options;
    const result = await this.attempt(this.host.request('writeSettings', { changes: [...changes], ...keys }));
    switch (result?.outcome) {
      case 'written':
        this.#adopt(changes);
        onWritten?.();
        return;
      case 'conflict':
        this.openConflict(result.conflicts, changes, options);
        return;
      case 'failed':
        this.update({ notice: { kind: 'error', text: result.message } });
        return;
      case undefined:
    }
  }

  /** Shows that the settings say something else than what the changes were made to. */
  openConflict(
    conflicts: readonly SettingsConflict[],
    changes: readonly SettingsChange[],
    options: WriteOptions,
  ): void {
    this.#pendingWrite = { changes, options };
    this.update({ conflict: { changes, conflicts } });
  }

  /** Writes over what the settings say by now, which the user has seen. */
  overwrite(): void {
    const { conflict } = this.#state;
    const pending = this.#pendingWrite;
    const changes = conflict === undefined ? undefined : rebasedChanges(conflict.changes, conflict.conflicts);
    this.closeConflict();
    if (changes !== undefined) void this.write(changes, pending?.options);
  }

  /** Goes on editing; nothing was written. */
  closeConflict(): void {
    this.#pendingWrite = undefined;
    this.update({ conflict: undefined });
  }

  /** Drops the edits in favour of what the settings say, read anew. */
  async takeSettings(): Promise<void> {
    const { conflict, drafts, view } = this.#state;
    this.closeConflict();
    const kept = withoutDraftsOf(drafts, conflict?.changes ?? []);
    this.update({ drafts: kept, view: { ...view, isEditingProvider: kept.provider !== undefined } });
    const loaded = await this.attempt(this.host.request('load', {}));
    if (loaded !== undefined) this.receive({ type: 'state', state: loaded.state });
  }

  /** Where drafts of a closed page can be gone on with; where the user is already when there are none. */
  #viewOf({ workspaces, routes, objects, provider }: Drafts): View {
    const [workspace] = Object.keys(workspaces);
    if (workspace !== undefined) return { tab: 'workspaces', isEditingProvider: false, workspace };
    if (provider !== undefined) return { tab: 'providers', isEditingProvider: true };
    const [route] = Object.keys(routes);
    if (route !== undefined) return { tab: 'routes', isEditingProvider: false, route };
    const [setting] = Object.keys(objects);
    if (setting === undefined) return this.#state.view;
    return { tab: setting === 'tiers' ? 'routes' : 'limits', isEditingProvider: false };
  }

  #adopt(changes: readonly SettingsChange[]): void {
    const { page, drafts } = this.#state;
    if (page === undefined) return;
    const settings = changedUserSettings(page.settings, changes);
    this.update({ page: { ...page, settings }, drafts: settledDrafts(drafts, settings), notice: undefined });
  }

  #keepView(): void {
    const { view, drafts, requests } = this.#state;
    this.#keep({ view, drafts, ...(requests === undefined ? {} : { requests }) });
  }

  #keepPage(): void {
    const { drafts } = this.#state;
    this.#keepView();
    void this.attempt(this.host.request('keepDraft', { draft: hasUnsaved(drafts) ? drafts : undefined }));
  }
}
