import { accountCredential } from '../../src/gateway/accounts/accountCredential.ts';
import type { Account } from '../../src/gateway/accounts/account.ts';
import type { AccountCandidate, AccountLease, CallSize } from '../../src/gateway/accounts/accountPool.ts';
import { LiveAccountPool, type LiveAccountPoolOptions } from '../../src/gateway/accounts/liveAccountPool.ts';
import { accountProviders } from '../../src/gateway/accounts/accountProviders.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { resolveConfig } from '../../src/config/resolveConfig.ts';
import { UpstreamAnswerError } from '../../src/gateway/errors.ts';
import { KeyRing, type StoredKey } from '../../src/gateway/providers/keyRing.ts';
import { noLatencyPriors } from './noLatencyPriors.ts';
import { unpricedLedger } from './unpricedLedger.ts';
import { ManualClock } from './manualClock.ts';
import { MemoryState } from './memoryState.ts';

export const target = { provider: 'p', model: 'm' };

/** The accounts of a configuration, on a clock that stands still. */
export interface TestPool {
  readonly pool: LiveAccountPool;
  readonly clock: ManualClock;
  readonly state: MemoryState;
  /** Takes another configuration, or other keys. */
  readonly configure: (config: ConfigInput, keys?: readonly StoredKey[]) => void;
  readonly candidates: (options?: {
    model?: string;
    only?: string;
    conversation?: string;
    size?: CallSize;
  }) => readonly AccountCandidate[];
  /** The ids of the candidates, best first; those that are not ready in brackets. */
  readonly order: (options?: {
    model?: string;
    only?: string;
    conversation?: string;
    size?: CallSize;
  }) => string;
  readonly acquire: (account?: string, options?: AcquireOptions) => Promise<AccountLease>;
  /** A call that ends at once. */
  readonly call: (
    account: string,
    end: 'succeeds' | UpstreamAnswerError | Error,
    options?: AcquireOptions,
  ) => Promise<void>;
  readonly standing: (account?: string) => unknown;
}

interface AcquireOptions {
  readonly model?: string;
  readonly size?: CallSize;
  readonly maxWaitMs?: number;
  readonly cooldownSeconds?: number;
  readonly conversation?: string;
  readonly signal?: AbortSignal;
}

const noSize: CallSize = { promptTokens: 0, answerTokens: 0 };

/** A pool for these settings; `p` is the provider that is asked. */
export function testPool(
  config: ConfigInput,
  differences: Partial<LiveAccountPoolOptions> & { clock?: ManualClock; state?: MemoryState } = {},
): TestPool {
  const clock = differences.clock ?? new ManualClock();
  const state = differences.state ?? new MemoryState();
  let credential: LiveAccountPoolOptions['credential'] = () => accountCredential(undefined, new KeyRing());
  const pool = new LiveAccountPool({
    credential: (provider, account) => credential(provider, account),
    ledger: unpricedLedger,
    latency: noLatencyPriors,
    random: () => 0.5,
    ...differences,
    clock,
    state,
  });
  const accountOf = (id: string): Account => {
    const account = pool.accounts('p').find((candidate) => candidate.id === id);
    if (account === undefined) throw new Error(`there is no account ${id}`);
    return account;
  };
  const test: TestPool = {
    pool,
    clock,
    state,
    configure: (input, keys = []) => {
      const effective = resolveConfig([{ kind: 'file', value: { ...input } }], {
        env: {},
        trusted: true,
        confirmedWorkspaces: [],
      });
      const keyRing = new KeyRing();
      keyRing.replace(keys);
      credential = (provider, account) => {
        const own = effective.providers.get(provider);
        const bound =
          own === undefined ? undefined : accountProviders(own, {}, keyRing).byAccount.get(account);
        return accountCredential(bound, keyRing);
      };
      pool.configure(effective);
    },
    candidates: ({ model = 'm', only, conversation, size = noSize } = {}) =>
      pool.candidates({ ...target, model }, { size, only, conversation: () => conversation }),
    order: (options) =>
      test
        .candidates(options)
        .map(({ account, readyAtMs }) => (readyAtMs <= clock.now() ? account.id : `(${account.id})`))
        .join(' '),
    acquire: (account = 'default', options = {}) =>
      pool.acquire(
        accountOf(account),
        { ...target, model: options.model ?? 'm' },
        {
          size: noSize,
          maxWaitMs: 0,
          cooldownSeconds: 15,
          signal: new AbortController().signal,
          ...options,
          conversation: () => options.conversation,
        },
      ),
    call: async (account, end, options) => {
      const lease = await test.acquire(account, options);
      if (end === 'succeeds') lease.succeeded(undefined, {});
      else lease.failed(end as UpstreamAnswerError);
    },
    standing: (account = 'default') =>
      pool.standings().find((entry) => entry.account.provider === 'p' && entry.account.id === account)
        ?.standing,
  };
  test.configure(config);
  return test;
}

/** A provider's error answer. */
export function answered(
  status: number,
  headers: Record<string, string> = {},
  code?: string,
): UpstreamAnswerError {
  return new UpstreamAnswerError({
    provider: 'p',
    status,
    message: `status ${status}`,
    code,
    body: new Uint8Array(),
    headers,
  });
}
