import type { ModelReference } from '../../modelReference.ts';
import type { Usage } from '../../wire/exchange.ts';

/** Who pays and for what. */
export interface Spender {
  readonly target: ModelReference;
  readonly account: string;
  readonly workspace: string;
  readonly route?: string;
}

/** A cost, and how it is known. */
export type Cost =
  /** From the usage that the provider reported, and a known price. */
  | { readonly kind: 'exact'; readonly usd: number }
  /** From estimated tokens. */
  | { readonly kind: 'estimated'; readonly usd: number }
  /** No price is known for the model. Never zero. */
  | { readonly kind: 'unknown' };

export interface Estimate {
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly cost: Cost;
}

/** Money that is set aside for a call until it is known what it cost; ends with exactly one of its methods. */
export interface Reservation {
  /** @returns what it cost */
  settle(usage: Usage | undefined): Cost;
  /** Nothing was spent. */
  release(): void;
}

/** What was spent. */
export interface Spent {
  readonly usd: number;
  readonly tokens: number;
  readonly requests: number;
  /** The cost of some of it is not known. */
  readonly hasUnknown: boolean;
}

/** Prices, estimates and budgets. Counts survive a restart. */
export interface Ledger {
  /**
   * What a request would need and cost.
   * @param promptBytes size of the request's texts; calibrated to tokens by what the model's provider reported before
   * @param maxAnswerTokens the request's own output limit
   */
  estimate(target: ModelReference, promptBytes: number, maxAnswerTokens: number | undefined): Estimate;
  costOf(target: ModelReference, usage: Usage): Cost;
  /**
   * Sets an estimate aside in all budgets that apply: request, day and month; in total, of the provider, workspace, account and
   * route. Throws GatewayError `insufficient_budget` {limit, estimate} when a hard one would be passed.
   */
  reserve(spender: Spender, estimate: Estimate): Reservation;
  /** Spent in this calendar month. */
  spentThisMonth(by: {
    readonly provider?: string;
    readonly account?: string;
    readonly model?: string;
  }): Spent;
  /** What is left of the tightest budget that applies to an account this month; undefined: there is none. */
  leftThisMonthUsd(provider: string, account: string): number | undefined;
}
