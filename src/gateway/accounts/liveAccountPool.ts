import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { Clock } from '../exchange/clock.ts';
import type { ModelReference } from '../modelReference.ts';
import type { StateStore } from '../storage/stateStore.ts';
import type { Account } from './account.ts';
import type { HealthCall } from './accountHealth.ts';
import { AccountMemory } from './accountMemory.ts';
import { AccountOrder, type AccountOrderSources } from './accountOrder.ts';
import type { AccountCandidate, AccountLease, AccountPool } from './accountPool.ts';
import type { LimitSets } from './limits/limitSets.ts';
import { type LeaseEnd, PooledLease, tokenCorrection } from './pooledLease.ts';
import {
  type AccountCredential,
  type PooledAccount,
  type PooledProvider,
  poolProvider,
} from './pooledProvider.ts';
import { candidateFor, standingOf, type StandingSources } from './standing.ts';

const limitsState = 'accounts.limits';
const cooldownsState = 'accounts.cooldowns';
const rejectionsState = 'accounts.rejections';
/** How old what another process knows may be. */
const readAgainAfterMs = 2000;

export interface LiveAccountPoolOptions extends AccountOrderSources {
  readonly clock: Clock;
  readonly state: StateStore;
  /** Asked for every account when a configuration or keys come. */
  readonly credential: (provider: string, account: string) => AccountCredential;
  /** What other pools of this process know, too; by default it is this pool's alone. */
  readonly memory?: AccountMemory;
}

type CandidateOptions = Parameters<AccountPool['candidates']>[1];
type AcquireOptions = Parameters<AccountPool['acquire']>[2];

/** The accounts of the configured providers. An account without limits that is well costs a request next to nothing. */
export class LiveAccountPool implements AccountPool {
  readonly #clock: Clock;
  readonly #state: StateStore;
  readonly #credential: LiveAccountPoolOptions['credential'];
  readonly #order: AccountOrder;
  readonly #memory: AccountMemory;
  readonly #standing: StandingSources;
  readonly #listeners: (() => void)[] = [];
  readonly #attached: { close(): void }[] = [];
  #providers: ReadonlyMap<string, PooledProvider> = new Map();
  #cancelRefresh: () => void = () => undefined;

  constructor({
    clock,
    state,
    credential,
    memory = new AccountMemory(clock),
    ...orderSources
  }: LiveAccountPoolOptions) {
    this.#clock = clock;
    this.#state = state;
    this.#credential = credential;
    this.#order = new AccountOrder(orderSources);
    this.#memory = memory;
    memory.onWaiting(() => {
      this.#changed();
    });
    this.#standing = {
      health: this.#memory.health,
      reported: this.#memory.reported,
      leftUsd: ({ provider, id }) => orderSources.ledger.leftThisMonthUsd(provider, id),
    };
  }

  /** Takes a configuration, or the keys that go with it. What is known of an account stays under its id. */
  configure(config: Pick<EffectiveConfig, 'providers' | 'limits'>): void {
    const sources = {
      credential: this.#credential,
      limitSet: (...[owner, limits]: Parameters<LimitSets['get']>) => this.#memory.limits.get(owner, limits),
    };
    this.#providers = new Map(
      [...config.providers].map(([id, provider]) => [id, poolProvider(provider, config, sources)]),
    );
    this.#memory.queue.admit();
    this.#changed();
  }

  accounts(provider: string): readonly Account[] {
    return this.#providers.get(provider)?.accounts.map(({ account }) => account) ?? [];
  }

  candidates(
    target: ModelReference,
    { size, only, conversation }: CandidateOptions,
  ): readonly AccountCandidate[] {
    this.#own();
    const provider = this.#providers.get(target.provider);
    if (provider === undefined) return [];
    const nowMs = this.#clock.now();
    const toCandidate = (pooled: PooledAccount): AccountCandidate =>
      candidateFor(pooled, target.model, size, this.#standing, nowMs);
    if (provider.single !== undefined || only !== undefined) {
      const candidates = provider.usable
        .filter(({ account }) => only === undefined || account.id === only)
        .map(toCandidate);
      const isReady = candidates.length === 1 && candidates[0] === provider.single?.[0];
      return isReady ? (provider.single ?? candidates) : candidates;
    }
    const key = conversation?.();
    const kept = key === undefined ? undefined : this.#memory.affinity.get(provider.id, key, nowMs);
    const own = provider.usable.find(({ account }) => account.id === kept);
    const ordered = this.#order.order(provider, target, size).map(toCandidate);
    return this.#bestFirst(ordered, own?.account.id, nowMs);
  }

  async acquire(account: Account, target: ModelReference, options: AcquireOptions): Promise<AccountLease> {
    this.#own();
    const provider = this.#providers.get(account.provider);
    const pooled = provider?.accounts.find((candidate) => candidate.account.id === account.id);
    if (provider === undefined || pooled === undefined) return new PooledLease(nobody);
    const { key, sets } = pooled;
    const { model } = target;
    const { size, maxWaitMs, signal } = options;
    const reported = this.#memory.reported.get(key, model);
    if (sets.length > 0 || reported !== undefined) {
      await this.#memory.queue.enter({
        sets,
        size,
        maxWaitMs,
        signal,
        reportedReadyAtMs: () => reported?.readyAtMs(size, this.#clock.now()) ?? 0,
      });
      reported?.take(size);
      if (sets.length > 0) this.#state.save(limitsState, this.#memory.limits);
    }
    const startedAtMs = this.#clock.now();
    const call = { account: key, model, startedAtMs, credential: pooled.credential.identity };
    return new PooledLease({
      headCame: (headers) => {
        this.#memory.reported.note(key, model, headers, this.#clock.now());
      },
      ended: (end) => {
        this.#ended(end, call, provider, pooled, options);
      },
    });
  }

  standings(): ReturnType<AccountPool['standings']> {
    const nowMs = this.#clock.now();
    if (!this.#memory.isOwner && nowMs >= this.#memory.readAtMs + readAgainAfterMs) this.#read(nowMs);
    const standings = [...this.#providers.values()].flatMap(({ accounts }) =>
      accounts.map((pooled) => ({
        account: pooled.account,
        standing: standingOf(pooled, this.#standing, nowMs),
        limits: pooled.sets
          .filter(({ owner }) => owner === pooled.key || accounts.length === 1)
          .flatMap((set) => set.uses(nowMs)),
      })),
    );
    this.#refreshAt(
      standings.map(({ standing }) => ('untilMs' in standing ? standing.untilMs : Infinity)),
      nowMs,
    );
    return standings;
  }

  get waiting(): number {
    return this.#memory.queue.waiting;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** A test of the account went well: its key is good, and nothing that it did wrong counts any more. */
  recovered(provider: string, account: string): void {
    if (this.#memory.health.recovered(`${provider}:${account}`)) this.#healthChanged();
  }

  /**
   * The server of an account answers again.
   * @param isWhole what rests for single models is well, too: a local server was started again
   */
  reachable(provider: string, account: string, isWhole: boolean): void {
    if (this.#memory.health.reachable(`${provider}:${account}`, isWhole)) this.#healthChanged();
  }

  /** The accounts that rest, or one of whose models does; none while another process may be who asks them. */
  failing(): readonly Account[] {
    if (!this.#memory.isOwner) return [];
    const nowMs = this.#clock.now();
    return [...this.#providers.values()].flatMap(({ usable }) =>
      usable.filter(({ key }) => this.#memory.health.isFailing(key, nowMs)).map(({ account }) => account),
    );
  }

  /** Closes something together with the pool. */
  attach(attached: { close(): void }): void {
    this.#attached.push(attached);
  }

  close(): void {
    this.#cancelRefresh();
    for (const attached of this.#attached) attached.close();
  }

  #ended(
    end: LeaseEnd,
    call: HealthCall,
    { id, usable }: PooledProvider,
    { account, sets }: PooledAccount,
    { size, conversation, cooldownSeconds }: AcquireOptions,
  ): void {
    const nowMs = this.#clock.now();
    if (sets.length > 0) {
      const tokens = tokenCorrection(size, end);
      const requests = end.kind === 'released' && !end.wasSent ? -1 : 0;
      for (const set of sets) set.correct(requests, tokens, call.startedAtMs, nowMs);
      this.#state.save(limitsState, this.#memory.limits);
      this.#memory.queue.admit();
    }
    switch (end.kind) {
      case 'succeeded': {
        if (this.#memory.health.succeeded(call)) this.#healthChanged();
        const key = usable.length > 1 ? conversation?.() : undefined;
        if (key !== undefined) this.#memory.affinity.keep(id, key, account.id, nowMs);
        return;
      }
      case 'failed':
        if (this.#memory.health.failed(call, end.error, cooldownSeconds * 1000, nowMs)) this.#healthChanged();
        return;
      case 'released':
        return;
    }
  }

  /** Those that are ready in their order, the conversation's own account before the others; then the others, the earliest first. */
  #bestFirst(
    candidates: readonly AccountCandidate[],
    own: string | undefined,
    nowMs: number,
  ): readonly AccountCandidate[] {
    const rank = ({ account, readyAtMs }: AccountCandidate): number =>
      readyAtMs > nowMs ? readyAtMs : account.id === own ? -1 : 0;
    return candidates.toSorted((a, b) => rank(a) - rank(b));
  }

  /** Late, so that the window that serves has what another window left. */
  #own(): void {
    if (this.#memory.isOwner) return;
    this.#memory.isOwner = true;
    this.#read(this.#clock.now());
    this.#changed();
  }

  #read(nowMs: number): void {
    this.#memory.readAtMs = nowMs;
    this.#memory.limits.restore(this.#state.load(limitsState), nowMs);
    this.#memory.health.cooldowns.restore(this.#state.load(cooldownsState), nowMs);
    this.#memory.health.rejections.restore(this.#state.load(rejectionsState));
  }

  #healthChanged(): void {
    this.#state.save(cooldownsState, this.#memory.health.cooldowns);
    this.#state.save(rejectionsState, this.#memory.health.rejections);
    this.#changed();
  }

  /** Tells when the earliest of these moments has come: an account is well again by itself then. */
  #refreshAt(moments: readonly number[], nowMs: number): void {
    this.#cancelRefresh();
    const nextMs = Math.min(...moments) - nowMs;
    if (nextMs < 86_400_000)
      this.#cancelRefresh = this.#clock.after(Math.max(nextMs, 1), () => this.#changed());
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Of a provider that is not configured any more. */
const nobody = { headCame: (): void => undefined, ended: (): void => undefined };
