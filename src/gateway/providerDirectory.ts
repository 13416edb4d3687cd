import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import type { ModelOverride } from '../config/schema.ts';
import { accountProviders, type AccountProviders } from './accounts/accountProviders.ts';
import { formatModelReference, type ModelReference } from './modelReference.ts';
import { capabilitiesOf } from './providers/capabilities/capabilitiesOf.ts';
import { knownCapabilities } from './providers/capabilities/knownModels.ts';
import type { ModelCapabilities } from './providers/capabilities/modelCapabilities.ts';
import { ModelOverrides } from './providers/capabilities/modelOverrides.ts';
import { isLocalTarget } from './providers/isLocalTarget.ts';
import type { KeyRing } from './providers/keyRing.ts';
import type { ModelLists } from './providers/modelLists.ts';
import type { ListedModel, Provider, ProviderState } from './providers/provider.ts';
import type { ModelDirectory } from './routing/modelDirectory.ts';

/** More names than all lists together have; clients may name what they like. */
const maxKnownNames = 5000;

/**
 * The providers of the current configuration, as routing asks for them, and what is known of their models. Made anew when the
 * configuration or a key changes.
 */
export class ProviderDirectory implements ModelDirectory {
  readonly #providers: ReadonlyMap<string, AccountProviders>;
  readonly #lists: ModelLists;
  readonly #overrides: ModelOverrides;
  readonly #knownByName = new Map<string, ModelCapabilities>();

  constructor(config: EffectiveConfig, env: NodeJS.ProcessEnv, lists: ModelLists, keyRing: KeyRing) {
    this.#providers = new Map(
      [...config.providers].map(([id, provider]) => [id, accountProviders(provider, env, keyRing)]),
    );
    this.#lists = lists;
    this.#overrides = new ModelOverrides(config.modelOverrides);
  }

  /** Only lists change while a directory lives. */
  get revision(): number {
    return this.#lists.revision;
  }

  /** A provider where no account was chosen: bound to its first account that can be used. */
  provider(id: string): Provider | undefined {
    return this.#providers.get(id)?.primary;
  }

  /** A provider with the endpoint and the key of one of its accounts. */
  providerFor(id: string, account: string): Provider | undefined {
    return this.#providers.get(id)?.byAccount.get(account);
  }

  providers(): Provider[] {
    return [...this.#providers.values()].map(({ primary }) => primary);
  }

  /** A provider bound to each account that may be asked for its model list, best first; none when all are disabled. */
  listing(id: string): readonly Provider[] {
    return this.#providers.get(id)?.listing ?? [];
  }

  hasProvider(id: string): boolean {
    return this.#providers.has(id);
  }

  providerIds(): string[] {
    return [...this.#providers.keys()];
  }

  usable(id: string): boolean {
    return this.#providers.get(id)?.usable === true;
  }

  isLocal(reference: ModelReference): boolean {
    const provider = this.provider(reference.provider);
    return provider !== undefined && isLocalTarget(provider, reference.model, this.#lists.find(reference));
  }

  modelState(reference: ModelReference): 'known' | 'unknown' | 'gone' {
    return this.#lists.modelState(reference);
  }

  /** Every provider with what is known of it and of its models. */
  states(): ProviderState[] {
    return this.#lists
      .states()
      .map((state) => ({ ...state, models: this.#described(state.id, state.models) }));
  }

  /** The models that a provider shows, each with what is known of it. */
  listedModels(provider: string): ListedModel[] {
    return this.#described(provider, this.#lists.listed(provider));
  }

  /** Every model that a provider which can be asked shows; `demo` answers only who names it. */
  *listedReferences(): Generator<ModelReference> {
    for (const provider of this.providerIds()) {
      if (!this.usable(provider) || this.provider(provider)?.entry.type === 'demo') continue;
      for (const { id: model, embeddings } of this.listedModels(provider))
        if (embeddings !== true) yield { provider, model };
    }
  }

  /** What is known of a model, listed or not. */
  capabilities(reference: ModelReference): ModelCapabilities {
    const known = this.#known(reference);
    return capabilitiesOf(known, this.#lists.find(reference), this.override(reference));
  }

  /** What the user says of a model, under its own name or the one that its provider lists it by. */
  override(reference: ModelReference): ModelOverride {
    if (this.#overrides.isEmpty) return {};
    const id = this.#lists.find(reference)?.id ?? reference.model;
    const listed = id === reference.model ? {} : this.#overrides.of({ ...reference, model: id });
    return { ...listed, ...this.#overrides.of(reference) };
  }

  #described(provider: string, models: readonly ListedModel[]): ListedModel[] {
    return models.map((model) => {
      const reference = { provider, model: model.id };
      return { ...model, ...capabilitiesOf(this.#known(reference), model, this.#overrides.of(reference)) };
    });
  }

  /** By the name alone; remembered, as every status asks for every model. */
  #known(reference: ModelReference): ModelCapabilities {
    const name = formatModelReference(reference);
    const remembered = this.#knownByName.get(name);
    if (remembered !== undefined) return remembered;
    const entry = this.provider(reference.provider)?.entry;
    const isUnknown = entry === undefined || entry.type === 'demo';
    const known = isUnknown ? {} : knownCapabilities(reference.model, !entry.localOnLoopback);
    if (this.#knownByName.size >= maxKnownNames) this.#knownByName.clear();
    this.#knownByName.set(name, known);
    return known;
  }
}
