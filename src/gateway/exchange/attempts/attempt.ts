import { defaultAccount } from '../../../config/accountSchema.ts';
import { accountKey, type Account } from '../../accounts/account.ts';
import type { AccountLease } from '../../accounts/accountPool.ts';
import type { CallSignal } from '../../upstream/callSignal.ts';
import type { GatewayError } from '../../errors.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import type { Provider } from '../../providers/provider.ts';
import type { PlannedTarget } from '../../routes/attemptPlan.ts';
import type { Cost, Estimate, Reservation } from '../../usage/money/ledger.ts';
import type { Usage, WireFormat } from '../../wire/exchange.ts';
import type { AttemptRecord } from '../attemptRecord.ts';
import type { Clock } from '../clock.ts';
import { recordedMessage } from '../recordedMessage.ts';
import { Linger } from '../linger.ts';

/** Who is asked. */
export interface AttemptTarget {
  readonly planned: PlannedTarget;
  readonly account: Account;
  /** Bound to the account, with the formats that it speaks for the model. */
  readonly provider: Provider;
}

/** What a call has taken before it was sent. */
export interface AttemptHoldings {
  readonly lease: AccountLease;
  /** undefined: the call costs nothing. */
  readonly reservation?: Reservation;
}

/** One call to a provider for an exchange, from its beginning to what became of it. */
export class Attempt {
  readonly planned: PlannedTarget;
  readonly account: Account;
  readonly provider: Provider;
  /** Ends the call. */
  readonly call: Linger;
  /** The client's fields that the provider was not told. */
  dropped: readonly string[] = [];
  upstreamFormat: WireFormat | undefined;
  /** The provider's, once the head of its answer has come. */
  upstreamStatus: number | undefined;
  answerHeaders: Readonly<Record<string, string>> = {};
  /** When the first content of its answer came, ms since 1970. */
  contentAtMs: number | undefined;
  estimate: Estimate | undefined;
  /** ms since 1970 */
  readonly startedAtMs: number;
  /** Why it came to nothing. */
  error: GatewayError | undefined;
  /** Something went out to the provider. */
  isSent = false;
  readonly #clock: Clock;
  #answerBytes: (() => number | undefined) | undefined;
  #holdings: AttemptHoldings | undefined;
  #cost: Cost | undefined;
  #over: Pick<AttemptRecord, 'outcome' | 'durationMs'> | undefined;

  /** @param client aborted when the client leaves */
  constructor(target: AttemptTarget, clock: Clock, client: CallSignal) {
    this.planned = target.planned;
    this.account = target.account;
    this.provider = target.provider;
    this.call = new Linger(clock, client);
    this.#clock = clock;
    this.startedAtMs = clock.now();
  }

  get target(): ModelReference {
    return this.planned.target;
  }

  /** What was paid; undefined: nothing. */
  get cost(): Cost | undefined {
    return this.#cost;
  }

  /** For people: `anthropic:work/claude-sonnet-4-5`, the account only where it has a name. */
  get name(): string {
    const { account, target } = this;
    if (account.id === defaultAccount) return formatModelReference(target);
    return formatModelReference({ provider: accountKey(account), model: target.model });
  }

  /**
   * Takes what tells the UTF-8 bytes of the texts of its answer so far; asked only where the provider did not count them. A method: V8
   * puts a function that is written where it is assigned to a property into the old generation, with all that it holds.
   */
  countAnswerBy(count: () => number | undefined): void {
    this.#answerBytes = count;
  }

  /** The UTF-8 bytes of the texts of its answer so far, where somebody can tell. */
  get answerBytes(): number | undefined {
    return this.#answerBytes?.();
  }

  get isOver(): boolean {
    return this.#over !== undefined;
  }

  /** The call is about to be made. */
  begin(holdings: AttemptHoldings): void {
    this.#holdings = holdings;
    if (this.#over === undefined) return;
    // It was given up while it waited.
    holdings.reservation?.release();
    if (holdings.reservation === undefined) holdings.lease.released(false);
  }

  /** The client has the whole answer. */
  succeeded(usage: Usage | undefined): void {
    if (!this.#end('answered')) return;
    // What batches use has limits of its own.
    const counted = usage?.billingTier === 'batch' ? undefined : usage;
    this.#holdings?.lease.succeeded(counted, this.answerHeaders);
    this.#settle(usage, false);
  }

  /** @param usage as far as it is known of an answer that broke off */
  failed(error: GatewayError, usage?: Usage): void {
    if (!this.#end(this.isSent ? 'failed' : 'refused', error)) return;
    if (this.isSent) this.#holdings?.lease.failed(error);
    else this.#holdings?.lease.released(false);
    if (this.contentAtMs === undefined) this.#holdings?.reservation?.release();
    else this.#settle(usage, true);
  }

  /** Nobody wants its answer any more: that is no failure, and what was sent is paid. */
  cancelled(usage?: Usage): void {
    if (!this.#end('cancelled')) return;
    this.#holdings?.lease.released(this.isSent);
    if (this.isSent) this.#settle(usage, true);
    else this.#holdings?.reservation?.release();
  }

  /** What was paid, where the call itself costs nothing: it tells what others cost. */
  billed(cost: Cost): void {
    this.#cost = cost;
  }

  /** The head of its answer has come. */
  headCame(status: number, headers: Readonly<Record<string, string>>): void {
    this.upstreamStatus = status;
    this.answerHeaders = headers;
    this.#holdings?.lease.headCame(headers);
  }

  /** The budgets that the call passes, or would have. */
  get overBudget(): string | undefined {
    const { error } = this;
    if (error?.code === 'insufficient_budget') return String(error.details.budget).split('.').at(-1);
    return this.#holdings?.reservation?.exceeded[0]?.name;
  }

  record(): AttemptRecord {
    const { provider, account, target, planned, error } = this;
    return {
      provider: provider.id,
      account: account.id,
      model: target.model,
      startedAtMs: this.startedAtMs,
      durationMs: this.#over?.durationMs ?? this.#clock.now() - this.startedAtMs,
      outcome: this.#over?.outcome ?? 'cancelled',
      status: this.upstreamStatus,
      error: error === undefined ? undefined : { code: error.code, message: recordedMessage(error) },
      variant: planned.variant,
    };
  }

  #settle(usage: Usage | undefined, isPartial: boolean): void {
    const isCounted = usage?.outputTokens !== undefined && !isPartial;
    const bytes = isCounted ? undefined : this.answerBytes;
    this.#cost = this.#holdings?.reservation?.settle(usage, { bytes, isPartial }) ?? this.#cost;
  }

  /** false: it was over already. */
  #end(outcome: AttemptRecord['outcome'], error?: GatewayError): boolean {
    if (this.#over !== undefined) return false;
    this.call.end();
    this.#over = {
      outcome,
      durationMs: this.#clock.now() - this.startedAtMs,
    };
    this.error = error;
    return true;
  }
}
