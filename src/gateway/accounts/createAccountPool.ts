import { systemClock } from '../exchange/clock.ts';
import type { LatencyPriors } from '../usage/latency/latencyPriors.ts';
import type { Ledger } from '../usage/money/ledger.ts';
import type { StateStore } from '../storage/stateStore.ts';
import { accountCredential } from './accountCredential.ts';
import type { AccountMemory } from './accountMemory.ts';
import { createProbe, type ProbeSources } from './createProbe.ts';
import { LiveAccountPool } from './liveAccountPool.ts';

export interface PoolMeasures {
  readonly state: StateStore;
  readonly ledger: Ledger;
  readonly latency: LatencyPriors;
  readonly memory: AccountMemory;
  /** Something that the status shows has changed. */
  readonly onChange: () => void;
}

/** The accounts of a gateway, with the probe that watches those that fail; closed together. */
export function createAccountPool(
  { state, ledger, latency, memory, onChange }: PoolMeasures,
  providers: Omit<ProbeSources, 'clock' | 'pool'>,
): LiveAccountPool {
  const pool = new LiveAccountPool({
    clock: systemClock,
    state,
    ledger,
    latency,
    memory,
    random: Math.random,
    credential: (provider, account) =>
      accountCredential(providers.directory().providerFor(provider, account), providers.keyRing),
  });
  pool.onChange(onChange);
  pool.attach(createProbe({ clock: systemClock, pool, ...providers }));
  return pool;
}
