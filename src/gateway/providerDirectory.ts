import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import type { ModelReference } from './modelReference.ts';
import { createProvider } from './providers/createProvider.ts';
import { isLocalTarget } from './providers/isLocalTarget.ts';
import type { KeyRing } from './providers/keyRing.ts';
import type { ModelLists } from './providers/modelLists.ts';
import type { Provider } from './providers/provider.ts';
import type { ModelDirectory } from './routing/modelDirectory.ts';

/** The providers of the current configuration, as routing asks for them. */
export class ProviderDirectory implements ModelDirectory {
  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #lists: ModelLists;
  readonly #keyRing: KeyRing;

  constructor(config: EffectiveConfig, env: NodeJS.ProcessEnv, lists: ModelLists, keyRing: KeyRing) {
    this.#providers = new Map(
      [...config.providers].map(([id, provider]) => [id, createProvider(provider, env)]),
    );
    this.#lists = lists;
    this.#keyRing = keyRing;
  }

  provider(id: string): Provider | undefined {
    return this.#providers.get(id);
  }

  providers(): Provider[] {
    return [...this.#providers.values()];
  }

  hasProvider(id: string): boolean {
    return this.#providers.has(id);
  }

  providerIds(): string[] {
    return [...this.#providers.keys()];
  }

  usable(id: string): boolean {
    const provider = this.#providers.get(id);
    return provider !== undefined && !('missing' in this.#keyRing.keyFor(provider));
  }

  isLocal(reference: ModelReference): boolean {
    const provider = this.#providers.get(reference.provider);
    return provider !== undefined && isLocalTarget(provider, reference.model, this.#lists.find(reference));
  }

  modelState(reference: ModelReference): 'known' | 'unknown' | 'gone' {
    return this.#lists.modelState(reference);
  }
}
