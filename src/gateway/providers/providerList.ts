import type { KeyLookup } from './keyRing.ts';
import { filterModels } from './modelFilter.ts';
import type { SavedList } from './modelListFile.ts';
import type { ListedModel, Provider, ProviderState } from './provider.ts';
import type { ProviderFailure } from './providerFailure.ts';

/** Ids that were listed once are remembered up to here. */
const maxGone = 1000;

/** What is known of one provider's models. */
export class ProviderList {
  provider: Provider;
  /** The provider as each of its accounts asks it: the next one where a key is refused. None: it is not asked. */
  askedAs: readonly Provider[];
  /** The refresh that runs; a second caller waits for the same. */
  refreshing: Promise<void> | undefined;
  /** The keys that the provider could last be asked with: with others it may answer otherwise. */
  askedWith: readonly KeyLookup[] | undefined;
  #fetched: readonly ListedModel[] = [];
  #gone: ReadonlySet<string> = new Set();
  #fetchedAtMs: number | undefined;
  #failure: ProviderFailure | undefined;
  #failedAtMs: number | undefined;

  constructor(provider: Provider, askedAs: readonly Provider[], saved: SavedList | undefined) {
    this.provider = provider;
    this.askedAs = askedAs;
    this.#fetched = provider.entry.builtInModels ?? [];
    if (saved === undefined) return;
    this.#fetched = saved.models;
    this.#gone = new Set(saved.gone);
    this.#fetchedAtMs = saved.fetchedAtMs;
  }

  /** A list came. What an earlier one had and this one has not is gone, unless the list never says everything. */
  succeed(models: readonly ListedModel[], atMs: number): void {
    const ids = new Set(models.map((model) => model.id));
    if (this.provider.entry.modelList?.loadedOnly !== true && models.length > 0) {
      const once = [...this.#gone, ...this.#fetched.map((model) => model.id)];
      this.#gone = new Set(once.filter((id) => !ids.has(id)).slice(-maxGone));
    }
    this.#fetched = models;
    this.#fetchedAtMs = atMs;
    this.#failure = undefined;
  }

  /** No list came: the last one stays. A provider whose models are typed by hand needs none to be reachable. */
  fail(failure: ProviderFailure, atMs: number): void {
    if (failure.kind === 'no model list' && this.provider.models !== undefined) {
      this.succeed([], atMs);
      return;
    }
    this.#failure = failure;
    this.#failedAtMs = atMs;
  }

  /** Time since the provider last answered or failed to; undefined: it was never asked. */
  ageMs(nowMs: number): number | undefined {
    const last = this.#failure === undefined ? this.#fetchedAtMs : this.#failedAtMs;
    return last === undefined ? undefined : nowMs - last;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** After `models`, `includeModels` and `excludeModels`. */
  listed(): readonly ListedModel[] {
    return filterModels(this.provider, this.#fetched);
  }

  /** A model by name, hidden ones too; Ollama's `name` is its `name:latest`. */
  find(model: string): ListedModel | undefined {
    const exact = this.#fetched.find(({ id }) => id === model);
    if (exact !== undefined || this.provider.entry.modelList?.shape !== 'ollama' || model.includes(':'))
      return exact;
    return this.#fetched.find(({ id }) => id === `${model}:latest`);
  }

  modelState(model: string): 'known' | 'unknown' | 'gone' {
    if (this.find(model) !== undefined || this.provider.models?.includes(model) === true) return 'known';
    return this.#gone.has(model) ? 'gone' : 'unknown';
  }

  state(key: KeyLookup): ProviderState {
    const { id } = this.provider;
    const known = { id, models: this.listed(), fetchedAtMs: this.#fetchedAtMs };
    if ('missing' in key) {
      return { ...known, state: 'key missing', failure: { kind: key.missing, message: key.message } };
    }
    if (this.refreshing !== undefined) return { ...known, state: 'checking' };
    if (this.#failure !== undefined) {
      const { kind, message } = this.#failure;
      return { ...known, state: 'failing', failure: { kind, message } };
    }
    const isKnown = this.#fetchedAtMs !== undefined || this.provider.entry.modelList === undefined;
    return { ...known, state: isKnown ? 'reachable' : 'unknown' };
  }

  /** What to keep on disk; undefined when there was never a list, or none to ask for. */
  toSave(): SavedList | undefined {
    if (this.#fetchedAtMs === undefined || this.provider.entry.modelList === undefined) return undefined;
    return {
      provider: this.provider.id,
      type: this.provider.entry.type,
      endpoint: this.provider.endpoint,
      fetchedAtMs: this.#fetchedAtMs,
      models: this.#fetched.map((model) => ({ ...model, reasoningEfforts: model.reasoningEfforts?.slice() })),
      gone: [...this.#gone],
    };
  }
}
