import type { CallSignal } from '../upstream/callSignal.ts';
import type { GatewayError } from '../errors.ts';
import type { ModelReference } from '../modelReference.ts';
import type { Usage } from '../wire/exchange.ts';
import type { Account, AccountStanding } from './account.ts';
import type { LimitUse } from './limits/limitSet.ts';

/** What a call is estimated to need; limits and budgets are asked with it. */
export interface CallSize {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** undefined: the price is not known. */
  readonly costUsd?: number;
}

/** An account that may make a call. */
export interface AccountCandidate {
  readonly account: Account;
  readonly standing: AccountStanding;
  /** When it could be used, ms since 1970; in the past or now for one that is ready. `notByItself` when time alone changes nothing. */
  readonly readyAtMs: number;
}

/** `readyAtMs` of an account whose key was rejected: it is the last that is tried. */
export const notByItself = Number.MAX_SAFE_INTEGER;

/** A place that a call has taken within its account's limits; ends with exactly one of its methods. */
export interface AccountLease {
  /** The head of an answer has come: what it says of the provider's limits is true now. May be left out. */
  headCame(headers: Readonly<Record<string, string>>): void;
  /** The answer is whole, or as far as it came. Clears failures; corrects the counts by what was used, and by `headers` when `headCame` was not called. */
  succeeded(usage: Usage | undefined, headers: Readonly<Record<string, string>>): void;
  /** The call failed: what the account makes of it (cooldown, key rejected, limited) follows from the error. */
  failed(error: GatewayError): void;
  /**
   * Neither: the client left, or another answer was faster.
   * @param wasSent false: nothing went to the provider, and nothing counts; true by default
   */
  released(wasSent?: boolean): void;
}

/** The accounts of all providers, with their limits and how they stand. Outlives configurations and restarts. */
export interface AccountPool {
  /** A provider's accounts, disabled ones included, in the order of the configuration. */
  accounts(provider: string): readonly Account[];
  /**
   * The accounts that may answer, best first: by the provider's strategy, a conversation's own account before the others while it
   * is well, those that rest or are spent behind those that are ready, the earliest first. Disabled ones and ones without a key are
   * left out.
   * @param only the id of the account that alone may be used
   * @param conversation what session affinity is kept by (conversationKey.ts); asked only where it decides something
   */
  candidates(
    target: ModelReference,
    options: {
      readonly size: CallSize;
      readonly only?: string;
      readonly conversation?: () => string | undefined;
    },
  ): readonly AccountCandidate[];
  /**
   * Takes a place within the account's, the provider's and the total limits, waiting for it when the wait is at most `maxWaitMs`.
   * Throws GatewayError `rate_limit_exceeded` {current, limit, window} with `retry-after` when it cannot be met.
   */
  acquire(
    account: Account,
    target: ModelReference,
    options: {
      readonly size: CallSize;
      readonly maxWaitMs: number;
      /** How long the account rests after a first failure. */
      readonly cooldownSeconds: number;
      readonly conversation?: () => string | undefined;
      readonly signal: CallSignal;
    },
  ): Promise<AccountLease>;
  /** How each account stands and how much of its limits is used, for the status. */
  standings(): readonly {
    readonly account: Account;
    readonly standing: AccountStanding;
    readonly limits: readonly LimitUse[];
  }[];
  /** Requests that wait for a limit now. */
  readonly waiting: number;
  /** Called when anything that `standings` or `waiting` say has changed. */
  onChange(listener: () => void): void;
}
