import type {
  ExchangeDetail,
  ExchangeResults,
  ExchangeRow,
  LiveExchanges,
  Rating,
  RunningExchange,
} from '../../../src/protocol/exchanges.ts';
import { pageRows } from '../../../src/protocol/firstQuestions.ts';
import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { HostClient } from '../host/hostClient.ts';
import { askedFilter, fitsFilter, type ListFilter, noFilter } from '../model/exchangeFilter.ts';

/** More pages than this are forgotten again, those farthest from what is shown first. */
const maxPages = 30;
/** More requests than this have ended since the list was read: it is read again. */
const maxFresh = 400;

export type ExchangeChoices = ExchangeResults['exchangeChoices'];

/** What the page of requests shows. Immutable: each change is a new one. */
export interface ExchangesState {
  readonly filter: ListFilter;
  /** Undefined until the gateway has answered. */
  readonly total?: number;
  /** Ended since the list was read, newest first. */
  readonly fresh: readonly ExchangeRow[];
  readonly running: readonly RunningExchange[];
  readonly choices?: ExchangeChoices;
  /** Why there is no list. */
  readonly problem?: string;
  /** The id of the request that is open. */
  readonly open?: string;
  /** Of the open request; undefined while it is asked for, `null` where it is not in the record. */
  readonly detail?: ExchangeDetail | null;
  readonly now?: ExchangeResults['rerunDecision'];
  /** Raised when a page has come. */
  readonly pagesVersion: number;
}

/**
 * The list of requests as a person scrolls through it: how long it is and where its pages begin is known, the pages are asked for
 * as they come into sight, and what ends meanwhile stands before them.
 */
export class ExchangesStore {
  readonly #host: Pick<HostClient, 'request'>;
  readonly #listeners = new Set<(state: ExchangesState) => void>();
  readonly #pages = new Map<number, readonly ExchangeRow[]>();
  readonly #asked = new Map<number, AbortController>();
  #places: readonly number[] = [];
  #state: ExchangesState = { filter: noFilter, fresh: [], running: [], pagesVersion: 0 };
  /** Raised by every reading: answers of an earlier one do not count. */
  #reading = 0;
  #isWatching = false;
  /** The list is read already for the page that will be shown. */
  #isAhead = false;

  constructor(host: Pick<HostClient, 'request'>) {
    this.#host = host;
  }

  get state(): ExchangesState {
    return this.#state;
  }

  subscribe(listener: (state: ExchangesState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The page of requests is going to be shown, once its settings have come: reads the list meanwhile. */
  readAhead(filter: ListFilter): void {
    this.begin(filter, undefined);
    this.#isAhead = true;
  }

  /** The page of requests is shown: reads the list and is told what goes on. */
  begin(filter: ListFilter, open: string | undefined): void {
    const { filter: askedFor, problem } = this.#state;
    const isAhead = this.#isAhead && problem === undefined && sameJson(askedFor, filter);
    this.#isAhead = false;
    if (open !== undefined) void this.open(open);
    if (isAhead) return;
    if (!this.#isWatching) void this.#host.request('watchExchanges', { on: true }).catch(() => undefined);
    this.#isWatching = true;
    this.#set({ filter });
    void this.read();
    void this.#readChoices();
  }

  /** Another page is shown. */
  end(): void {
    if (this.#isWatching) void this.#host.request('watchExchanges', { on: false }).catch(() => undefined);
    this.#isWatching = false;
    this.#isAhead = false;
    for (const controller of this.#asked.values()) controller.abort();
    this.#asked.clear();
    this.#set({ running: [] });
  }

  setFilter(filter: ListFilter): void {
    this.#set({ filter });
    void this.read();
  }

  /** Reads how long the list is, anew; what is shown stays until then. */
  async read(): Promise<void> {
    const reading = ++this.#reading;
    const filter = askedFilter(this.#state.filter, Date.now());
    try {
      const [index, first] = await Promise.all([
        this.#host.request('indexExchanges', { filter, pageRows }),
        this.#host.request('listExchanges', { filter, limit: pageRows }),
      ]);
      if (reading !== this.#reading) return;
      this.#forgetPages();
      this.#places = index.places;
      // A request may have ended between the two answers.
      const start = first.rows.findIndex(({ place }) => place === index.places[0]);
      const fresh = start > 0 ? first.rows.slice(0, start) : [];
      this.#pages.set(0, first.rows.slice(Math.max(0, start)));
      this.#set({ total: index.total, fresh, problem: undefined });
    } catch (error) {
      if (reading !== this.#reading) return;
      this.#set({ problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Takes what the gateway tells of requests that run and end. */
  receive({ running, ended }: LiveExchanges): void {
    if (!this.#isWatching) return;
    const added = ended.filter((row) => fitsFilter(row, this.#state.filter) === true);
    this.#set({ running });
    this.#addFresh(added.toReversed());
    const unclear = ended.filter((row) => fitsFilter(row, this.#state.filter) === 'unknown');
    if (unclear.length > 0) void this.#findEnded(unclear);
    if (this.#state.fresh.length > maxFresh) void this.read();
  }

  /** How many rows the list has. */
  get count(): number {
    return this.#state.fresh.length + (this.#state.total ?? 0);
  }

  /** A row of the list; undefined while it is not there yet. */
  row(index: number): ExchangeRow | undefined {
    const { fresh } = this.#state;
    if (index < fresh.length) return fresh[index];
    const recorded = index - fresh.length;
    return this.#pages.get(Math.floor(recorded / pageRows))?.[recorded % pageRows];
  }

  /** Asks for the pages that these rows are of, and for no others any more. */
  show(firstIndex: number, lastIndex: number): void {
    const offset = this.#state.fresh.length;
    const firstPage = Math.max(0, Math.floor((firstIndex - offset) / pageRows));
    const lastPage = Math.floor((lastIndex - offset) / pageRows);
    for (const [page, controller] of this.#asked) {
      if (page < firstPage || page > lastPage) controller.abort();
    }
    for (let page = firstPage; page <= lastPage; page++) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#readPage(page);
    }
    this.#forgetFar((firstPage + lastPage) / 2);
  }

  /** Shows everything of a request. */
  async open(id: string): Promise<void> {
    const isAgain = this.#state.open === id;
    this.#set({ open: id, detail: isAgain ? this.#state.detail : undefined, now: undefined });
    const answer = await this.#host.request('exchange', { id }).catch(() => undefined);
    if (this.#state.open === id) this.#set({ detail: answer?.detail ?? null });
  }

  close(): void {
    this.#set({ open: undefined, detail: undefined, now: undefined });
  }

  /** Keeps what a person thinks of the open request's answer. Rejects where the gateway refuses. */
  async rate(rating: Rating | undefined): Promise<void> {
    const { detail } = this.#state;
    if (detail === undefined || detail === null) return;
    const { id } = detail.row;
    await this.#host.request('rateExchange', { id, rating: rating ?? 'none' });
    const rated = (row: ExchangeRow): ExchangeRow => (row.id === id ? { ...row, rating } : row);
    for (const [page, rows] of this.#pages) this.#pages.set(page, rows.map(rated));
    const { pagesVersion, fresh } = this.#state;
    this.#set({ fresh: fresh.map(rated), pagesVersion: pagesVersion + 1 });
    if (this.#state.open === id) this.#set({ detail: { ...detail, row: rated(detail.row) } });
  }

  /** Decides the open request again. Rejects where the gateway refuses. */
  async decideAgain(): Promise<void> {
    const { open } = this.#state;
    if (open === undefined) return;
    const now = await this.#host.request('rerunDecision', { id: open });
    if (this.#state.open === open) this.#set({ now });
  }

  /** @param rows newest first */
  #addFresh(rows: readonly ExchangeRow[]): void {
    const known = new Set(this.#state.fresh.map(({ id }) => id));
    const added = rows.filter(({ id }) => !known.has(id));
    if (added.length > 0) this.#set({ fresh: [...added, ...this.#state.fresh] });
  }

  /** Asks the record which of these, that have just ended, have the text that is looked for. */
  async #findEnded(ended: readonly ExchangeRow[]): Promise<void> {
    const reading = this.#reading;
    const sinceMs = Math.min(...ended.map(({ atMs }) => atMs));
    const filter = { ...askedFilter(this.#state.filter, Date.now()), sinceMs };
    const answer = await this.#host
      .request('listExchanges', { filter, limit: pageRows })
      .catch(() => undefined);
    if (answer === undefined || reading !== this.#reading) return;
    const ids = new Set(ended.map(({ id }) => id));
    this.#addFresh(answer.rows.filter(({ id }) => ids.has(id)));
  }

  async #readPage(page: number): Promise<void> {
    const from = this.#places[page];
    if (from === undefined) return;
    const reading = this.#reading;
    const controller = new AbortController();
    this.#asked.set(page, controller);
    const filter = askedFilter(this.#state.filter, Date.now());
    const answer = await this.#host
      .request('listExchanges', { filter, from, limit: pageRows }, controller.signal)
      .catch(() => undefined);
    if (this.#asked.get(page) === controller) this.#asked.delete(page);
    if (answer === undefined || reading !== this.#reading) return;
    this.#pages.set(page, answer.rows);
    this.#set({ pagesVersion: this.#state.pagesVersion + 1 });
  }

  async #readChoices(): Promise<void> {
    const choices = await this.#host.request('exchangeChoices', {}).catch(() => undefined);
    if (choices !== undefined) this.#set({ choices });
  }

  #forgetPages(): void {
    for (const controller of this.#asked.values()) controller.abort();
    this.#asked.clear();
    this.#pages.clear();
  }

  #forgetFar(shown: number): void {
    if (this.#pages.size <= maxPages) return;
    const [farthest] = [...this.#pages.keys()].sort(
      (one, other) => Math.abs(other - shown) - Math.abs(one - shown),
    );
    if (farthest !== undefined) this.#pages.delete(farthest);
  }

  #set(change: Partial<ExchangesState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }
}
