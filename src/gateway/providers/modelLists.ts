import type { Log } from '../log.ts';
import type { ModelReference } from '../modelReference.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { fetchModels } from './fetchModels.ts';
import type { KeyLookup, KeyRing } from './keyRing.ts';
import { isSame, ModelListFile, type SavedList } from './modelListFile.ts';
import { ProviderFailure, toProviderFailure } from './providerFailure.ts';
import { ProviderList } from './providerList.ts';
import type { ListedModel, Provider, ProviderState } from './provider.ts';

/** A list is no request: a server that needs longer counts as not answering. */
const fetchTimeoutMs = 20_000;
/** When a list is fetched again in the background. Local servers change with every `pull` and cost nothing to ask. */
const staleAfterMs = { local: 60_000, remote: 3_600_000, failed: 30_000 };

export interface ModelListsOptions {
  readonly send: SendAttempt;
  readonly keyRing: KeyRing;
  /** Where the lists are kept between runs; undefined: nowhere. */
  readonly file?: string;
  /** Time in ms since 1970. */
  readonly clock: { now(): number };
  readonly log: Log;
}

/** The model lists of all providers: cached, kept on disk, and never in anybody's way. A dead provider has its last list. */
export class ModelLists {
  readonly #options: ModelListsOptions;
  readonly #file: ModelListFile | undefined;
  readonly #lists = new Map<string, ProviderList>();
  readonly #listeners = new Set<() => void>();
  #saved: readonly SavedList[] | undefined;
  #revision = 0;

  constructor(options: ModelListsOptions) {
    this.#options = options;
    this.#file = options.file === undefined ? undefined : new ModelListFile(options.file, options.log);
  }

  /** Counts the changes of all lists. */
  get revision(): number {
    return this.#revision;
  }

  /** `listener` is called whenever a state has changed; the returned function ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes the providers of a configuration. What is known stays for those of the same id, type and endpoint.
   * @param askedAs a provider as its accounts ask it, best first; none: it is never asked
   */
  configure(
    providers: readonly Provider[],
    askedAs: (provider: Provider) => readonly Provider[] = (provider) => [provider],
  ): void {
    this.#saved ??= this.#file?.load() ?? [];
    const before = new Map(this.#lists);
    this.#lists.clear();
    for (const provider of providers) {
      const identity = identityOf(provider);
      const known = before.get(provider.id);
      if (known !== undefined && isSame(identityOf(known.provider), identity)) {
        known.provider = provider;
        known.askedAs = askedAs(provider);
        this.#lists.set(provider.id, known);
      } else {
        this.#lists.set(
          provider.id,
          new ProviderList(
            provider,
            askedAs(provider),
            this.#saved.find((saved) => isSame(saved, identity)),
          ),
        );
      }
    }
    this.#changed();
  }

  /** What is known of a provider; `unknown` for one that is not configured. */
  state(id: string): ProviderState {
    const list = this.#lists.get(id);
    return list === undefined ? { id, state: 'unknown', models: [] } : list.state(this.#keyFor(list));
  }

  /** In the order of the configuration. */
  states(): ProviderState[] {
    return [...this.#lists.values()].map((list) => list.state(this.#keyFor(list)));
  }

  /** The models that a provider shows, after its filters; from the cache. */
  listed(id: string): readonly ListedModel[] {
    return this.#lists.get(id)?.listed() ?? [];
  }

  /** What its provider lists of a model, also when filters hide it. */
  find({ provider, model }: ModelReference): ListedModel | undefined {
    return this.#lists.get(provider)?.find(model);
  }

  /** `gone` was listed by this provider once and is no more; a model that was never listed is `unknown`. */
  modelState({ provider, model }: ModelReference): 'known' | 'unknown' | 'gone' {
    return this.#lists.get(provider)?.modelState(model) ?? 'unknown';
  }

  /**
   * Fetches a provider's list now. Never rejects: a failure is in the state. A refresh that runs already is joined, and
   * ends with the signal of whoever began it.
   */
  async refresh(id: string, signal: AbortSignal): Promise<ProviderState> {
    const list = this.#lists.get(id);
    if (list !== undefined && list.askedAs.length > 0 && !signal.aborted) {
      list.refreshing ??= this.#refresh(list, signal);
      await list.refreshing;
    }
    return this.state(id);
  }

  /** Fetches what is old or was never fetched, all at the same time; providers without their key are left alone. */
  async refreshStale(signal: AbortSignal): Promise<void> {
    const now = this.#options.clock.now();
    const stale = [...this.#lists.values()].filter((list) => {
      const keys = this.#keysFor(list);
      return keys.some((key) => !('missing' in key)) && (isStale(list, now) || areOtherKeys(list, keys));
    });
    await Promise.all(stale.map((list) => this.refresh(list.provider.id, signal)));
  }

  async #refresh(list: ProviderList, signal: AbortSignal): Promise<void> {
    // The state is "checking" from the next moment on, when `refreshing` is set.
    await Promise.resolve();
    this.#changed();
    const { clock, log } = this.#options;
    const timeout = AbortSignal.timeout(fetchTimeoutMs);
    const { provider } = list;
    list.askedWith = this.#keysFor(list);
    try {
      const models = await this.#fetch(list, AbortSignal.any([signal, timeout]));
      list.succeed(models, clock.now());
      log.debug(`provider "${provider.id}" lists ${models.length} models`);
    } catch (error) {
      if (!signal.aborted) {
        const failure = timeout.aborted ? tooSlow(provider) : toProviderFailure(error);
        list.fail(failure, clock.now());
        log.debug(`no model list of provider "${provider.id}": ${failure.message}`);
      }
    } finally {
      list.refreshing = undefined;
      this.#changed();
    }
    await this.#save();
  }

  /** One account after the other while keys are refused; throws what the first one met. */
  async #fetch(list: ProviderList, signal: AbortSignal): Promise<readonly ListedModel[]> {
    const { send, keyRing } = this.#options;
    let refused: ProviderFailure | undefined;
    for (const provider of list.askedAs) {
      try {
        return await fetchModels(provider, keyRing.keyFor(provider), send, signal, (id) => list.find(id));
      } catch (error) {
        const failure = toProviderFailure(error);
        if (failure.kind !== 'unauthorized') throw refused ?? error;
        refused ??= failure;
      }
    }
    throw refused ?? new ProviderFailure('failed', `"${list.provider.id}" has no account that is enabled.`);
  }

  async #save(): Promise<void> {
    const lists = [...this.#lists.values()].flatMap((list) => list.toSave() ?? []);
    await this.#file?.save(lists);
  }

  #keyFor(list: ProviderList): KeyLookup {
    return this.#options.keyRing.keyFor(list.provider);
  }

  #keysFor({ askedAs }: ProviderList): KeyLookup[] {
    return askedAs.map((provider) => this.#options.keyRing.keyFor(provider));
  }

  #changed(): void {
    this.#revision++;
    for (const listener of this.#listeners) listener();
  }
}

function isStale(list: ProviderList, nowMs: number): boolean {
  if (list.provider.entry.modelList === undefined) return false;
  const age = list.ageMs(nowMs);
  if (age === undefined) return true;
  if (list.hasFailed) return age >= staleAfterMs.failed;
  return age >= (list.provider.local ? staleAfterMs.local : staleAfterMs.remote);
}

/** In this run the provider was asked with other keys. */
function areOtherKeys({ askedWith }: ProviderList, keys: readonly KeyLookup[]): boolean {
  return askedWith !== undefined && JSON.stringify(askedWith) !== JSON.stringify(keys);
}

function tooSlow(provider: Provider): ProviderFailure {
  return new ProviderFailure(
    'timeout',
    `"${provider.id}" did not send its model list within ${fetchTimeoutMs / 1000} s.`,
  );
}

function identityOf(provider: Provider): Pick<SavedList, 'provider' | 'type' | 'endpoint'> {
  return { provider: provider.id, type: provider.entry.type, endpoint: provider.endpoint };
}
