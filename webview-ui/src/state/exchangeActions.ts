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

/** What can be done with requests. What outlives the page, its filter, its place and what is open, is kept in the view. */
export class ExchangeActions {
  readonly store: ExchangesStore;
  readonly #settings: SettingsStore;
  readonly #workspaces: WorkspaceActions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: SettingsStore, workspaces: WorkspaceActions) {
    this.store = new ExchangesStore(settings.host);
    this.#settings = settings;
    this.#workspaces = workspaces;
    settings.onPlace((place) => {
      if (place.page === 'requests' && place.exchange !== undefined) this.open(place.exchange);
    });
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
    const { requests } = this.#settings.state;
    this.store.begin(requests?.filter ?? this.store.state.filter, requests?.open);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.store.end();
  }

  setFilter(filter: ListFilter): void {
    this.#keep({ filter, offset: 0 });
    this.store.setFilter(filter);
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
