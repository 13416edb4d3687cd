import type { Clock } from '../exchange/clock.ts';
import type { Account } from './account.ts';
import type { LiveAccountPool } from './liveAccountPool.ts';

/** How often a local server that fails is asked whether it is back. */
const localProbeMs = 15_000;

/** What the probe needs to know of a provider. */
export interface ProbedProvider {
  /** Nothing that is sent there leaves this machine. */
  readonly local: boolean;
  readonly probeSeconds?: number;
}

export interface ProbeOptions {
  readonly clock: Clock;
  readonly pool: Pick<LiveAccountPool, 'failing' | 'reachable' | 'onChange'>;
  /** undefined when it is not configured. */
  readonly provider: (id: string) => ProbedProvider | undefined;
  /** Asks for the model list, which costs nothing. Never rejects. */
  readonly ask: (account: Account, signal: AbortSignal) => Promise<boolean>;
}

/**
 * Asks failing providers in the background whether they are back: local ones every 15 s, others only as often as `probeSeconds`
 * says. Does nothing while nothing fails.
 */
export class Probe {
  readonly #options: ProbeOptions;
  readonly #stopped = new AbortController();
  /** Accounts that are being watched, by provider and id. */
  readonly #watched = new Map<string, () => void>();

  constructor(options: ProbeOptions) {
    this.#options = options;
    options.pool.onChange(() => {
      this.#watchFailing();
    });
  }

  close(): void {
    this.#stopped.abort();
    for (const cancel of this.#watched.values()) cancel();
    this.#watched.clear();
  }

  #watchFailing(): void {
    if (this.#stopped.signal.aborted) return;
    for (const account of this.#options.pool.failing()) {
      const key = `${account.provider}:${account.id}`;
      if (!this.#watched.has(key)) this.#watch(key, account);
    }
  }

  #watch(key: string, account: Account): void {
    const provider = this.#options.provider(account.provider);
    if (provider === undefined) return;
    const { local, probeSeconds } = provider;
    if (probeSeconds === undefined && !local) return;
    const delayMs = probeSeconds === undefined ? localProbeMs : probeSeconds * 1000;
    const cancel = this.#options.clock.after(delayMs, () => void this.#probe(key, account, local));
    this.#watched.set(key, cancel);
  }

  async #probe(key: string, account: Account, local: boolean): Promise<void> {
    const { pool, ask } = this.#options;
    const isFailing = pool.failing().some(({ provider, id }) => `${provider}:${id}` === key);
    const isBack = isFailing && (await ask(account, this.#stopped.signal));
    this.#watched.delete(key);
    if (isBack) pool.reachable(account.provider, account.id, local);
    this.#watchFailing();
  }
}
