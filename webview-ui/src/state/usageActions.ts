import type { UsageResult } from '../../../src/protocol/usage.ts';
import { usageFile } from '../model/usageFile.ts';
import { questionOf, type UsageView } from '../model/usageView.ts';
import type { SettingsStore } from './settingsStore.ts';

/** A burst of requests is shown once. */
const refreshDelayMs = 1500;

/** What can be done on the page Usage. */
export class UsageActions {
  readonly #store: SettingsStore;
  #asked: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** Asks for what the view shows now; an older question is dropped. What is shown stays until the answer comes. */
  async load(): Promise<void> {
    this.#asked?.abort();
    clearTimeout(this.#timer);
    const asked = new AbortController();
    this.#asked = asked;
    this.#update({ isLoading: true });
    try {
      const result = await this.#store.host.request(
        'usage',
        questionOf(this.#store.state.usage.view),
        asked.signal,
      );
      if (!asked.signal.aborted) this.#update({ result, isLoading: false, failure: undefined });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (!asked.signal.aborted) this.#update({ isLoading: false, failure });
    }
  }

  /** Asks for today by provider. Where it cannot be had, the page of providers goes without. */
  async loadToday(): Promise<void> {
    const question = { range: { kind: 'days', days: 1 }, by: 'provider' } as const;
    const today = await this.#store.host.request('usage', question).catch(() => undefined);
    if (today !== undefined) this.#update({ today });
  }

  /** Asks again soon, since there were new requests: for the page Usage, or for today. */
  loadSoon(what: 'load' | 'loadToday' = 'load'): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this[what](), refreshDelayMs);
  }

  /** The page is not looked at any more: nobody waits for an answer. */
  leave(): void {
    this.#asked?.abort();
    clearTimeout(this.#timer);
  }

  /** Looks at it otherwise, which the next page begins with too. */
  look(change: Partial<UsageView>): void {
    const view = { ...this.#store.state.usage.view, ...change };
    this.#update({ view });
    void this.#store.attempt(this.#store.host.request('keepUsageView', { view }));
    const isOnlyLook = Object.keys(change).every((key) => key === 'measure' || key === 'isTable');
    if (!isOnlyLook) void this.load();
  }

  /** Saves what is shown where the user says. */
  async save(result: UsageResult, format: 'csv' | 'json'): Promise<void> {
    const text = usageFile(result, format);
    const name = `muxgate-usage-${result.from}-${result.to}-by-${result.by}.${format}`;
    await this.#store.attempt(this.#store.host.request('saveFile', { name, text }));
  }

  #update(change: Partial<SettingsStore['state']['usage']>): void {
    this.#store.update({ usage: { ...this.#store.state.usage, ...change } });
  }
}
