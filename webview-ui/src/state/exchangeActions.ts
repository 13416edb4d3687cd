import * as l10n from '@vscode/l10n';
import type { Rating } from '../../../src/protocol/exchanges.ts';
import { curlText } from '../model/curlText.ts';
import type { ListFilter } from '../model/exchangeFilter.ts';
import { gatewayText } from '../model/stateTexts.ts';
import { placeOfRule, ruleFromExchange } from '../model/ruleFromExchange.ts';
import { ExchangesStore } from './exchangesStore.ts';
import type { RequestsView } from './appState.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { WorkspaceActions } from './workspaceActions.ts';

/** How long scrolling rests before its place is kept. */
const keepPauseMs = 300;
/** So that typing asks once, when it pauses. */
const searchPauseMs = 200;

/** What can be done with requests. What outlives the page, its filter, its place and what is open, is kept in the view. */
export class ExchangeActions {
  readonly store: ExchangesStore;
  readonly #settings: SettingsStore;
  readonly #workspaces: WorkspaceActions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: SettingsStore, workspaces: WorkspaceActions) {
    this.store = new ExchangesStore(settings.host);
    this.#settings = settings;
    this.#workspaces = workspaces;
    settings.onPlace((place) => {
      if (place.page === 'requests' && place.exchange !== undefined) this.open(place.exchange);
    });
  }

  /** What the list is narrowed to, or is going to be when typing pauses. */
  get filter(): ListFilter {
    return this.#settings.state.requests?.filter ?? this.store.state.filter;
  }

  /** Where the list stood when the page was left, in px. */
  get keptOffset(): number {
    return this.#settings.state.requests?.offset ?? 0;
  }

  /** Reads the list for a page that comes soon, by the filter that was kept. */
  readAhead(kept: RequestsView | undefined): void {
    this.store.readAhead(kept?.filter ?? this.store.state.filter);
  }

  begin(): void {
    this.store.begin(this.filter, this.#settings.state.requests?.open);
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#searchTimer);
    this.store.end();
  }

  /** Narrows the list further, or less. */
  narrow(change: Partial<ListFilter>): void {
    clearTimeout(this.#searchTimer);
    this.#keep({ filter: { ...this.filter, ...change }, offset: 0 });
    this.store.setFilter(this.filter);
  }

  /** Narrows the list to what says a text, once typing pauses. The text is kept at once: who leaves the page finds it again. */
  search(text: string): void {
    clearTimeout(this.#searchTimer);
    const searched = text.trim() === '' ? undefined : text;
    this.#keep({ filter: { ...this.filter, text: searched }, offset: 0 });
    this.#searchTimer = setTimeout(() => this.store.setFilter(this.filter), searchPauseMs);
  }

  scrolled(offset: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep({ offset }), keepPauseMs);
  }

  open(id: string): void {
    this.#keep({ open: id });
    void this.store.open(id);
  }

  close(): void {
    this.#keep({ open: undefined });
    this.store.close();
  }

  rate(rating: Rating | undefined): void {
    void this.#settings.attempt(this.store.rate(rating));
  }

  decideAgain(): void {
    void this.#settings.attempt(this.store.decideAgain());
  }

  /** Begins a rule for requests like the open one, in its workspace. */
  makeRule(): void {
    const { detail } = this.store.state;
    if (detail === undefined || detail === null) return;
    this.#workspaces.addRule(detail.row.workspace, ruleFromExchange(detail), placeOfRule(detail));
  }

  /** @returns whether the request's own body is in it; undefined: nothing could be copied */
  async copyCurl(): Promise<boolean | undefined> {
    const { detail } = this.store.state;
    const { page } = this.#settings.state;
    if (detail === undefined || detail === null || page === undefined) return undefined;
    const phase = page.status.gateway;
    if (phase.phase !== 'listening') {
      this.#settings.update({ notice: { kind: 'error', text: l10n.t('The gateway does not run.') } });
      return undefined;
    }
    const text = curlText(detail, { origin: gatewayText(phase).text, needsKey: page.status.accessKeysSet });
    const copied = await this.#settings.attempt(this.#settings.host.request('copyText', { text }));
    return copied === undefined ? undefined : detail.capturedRequest !== undefined;
  }

  #keep(change: { filter?: ListFilter; offset?: number; open?: string | undefined }): void {
    const before = this.#settings.state.requests ?? { filter: this.store.state.filter, offset: 0 };
    this.#settings.update({ requests: { ...before, ...change } });
  }
}
