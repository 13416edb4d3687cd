import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { Clock } from '../exchange/clock.ts';
import type { KeyRing } from '../providers/keyRing.ts';
import type { ModelLists } from '../providers/modelLists.ts';
import type { Provider } from '../providers/provider.ts';
import { testProvider } from '../providers/testProvider.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import type { LiveAccountPool } from './liveAccountPool.ts';
import { Probe } from './probe.ts';

export interface ProbeSources {
  readonly clock: Clock;
  readonly pool: LiveAccountPool;
  /** Those that hold now. */
  readonly config: () => Pick<EffectiveConfig, 'providers'>;
  readonly directory: () => {
    provider(id: string): Provider | undefined;
    providerFor(id: string, account: string): Provider | undefined;
  };
  readonly lists: Pick<ModelLists, 'refresh'>;
  readonly keyRing: KeyRing;
  readonly send: SendAttempt;
}

/** The probe of a gateway: asks for model lists, and what it learns of a provider's first account is its new list. */
export function createProbe({ clock, pool, config, directory, lists, keyRing, send }: ProbeSources): Probe {
  return new Probe({
    clock,
    pool,
    provider: (id) => {
      const provider = directory().provider(id);
      if (provider?.entry.modelList === undefined) return undefined;
      return { local: provider.local, probeSeconds: config().providers.get(id)?.probeSeconds };
    },
    ask: async ({ provider: id, id: account }, signal) => {
      const provider = directory().providerFor(id, account);
      if (provider === undefined) return false;
      if (provider === directory().provider(id)) {
        return (await lists.refresh(id, signal)).state === 'reachable';
      }
      return testProvider(provider, { send, keyRing, signal }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
  });
}
