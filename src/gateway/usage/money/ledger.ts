import type { BudgetConfig } from '../../../config/limitsSchema.ts';
import type { ModelReference } from '../../modelReference.ts';
import type { NeutralRequest, Usage } from '../../wire/exchange.ts';

/** Who pays and for what. */
export interface Spender {
  readonly target: ModelReference;
  readonly account: string;
  readonly workspace: string;
  readonly route?: string;
}

/** A cost, and how it is known. */
export type Cost =
  /** From the usage that the provider reported, and a known price; or what it said itself. Flat rates cost 0. */
  | { readonly kind: 'exact'; readonly usd: number }
  /** From estimated tokens. */
  | { readonly kind: 'estimated'; readonly usd: number }
  /** No price is known for the model. Never zero. */
  | { readonly kind: 'unknown' };

/** What of a request decides about its tokens, known without a tokenizer; made by `requestSize.ts`. */
export interface RequestSize {
  /** Of the body, without what is no text (images, documents). */
  readonly promptBytes: number;
  /** About what images and documents count for. */
  readonly mediaTokens: number;
  /** The request's own output limit. */
  readonly maxAnswerTokens?: number;
  /** No text: images, sound, batches. Tokens do not tell what it costs, only a flat rate or a price per request. */
  readonly isUncounted?: boolean;
}

export interface Estimate {
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly cost: Cost;
  readonly size: RequestSize;
}

/** A budget that a request passes. */
export interface BudgetLimit {
  /** Where it is configured, e.g. `providers.openai.budget.perDayUsd`. */
  readonly path: string;
  readonly name: keyof Omit<BudgetConfig, 'mode'>;
  readonly limitUsd: number;
  /** What was left of it before the request. */
  readonly leftUsd: number;
  /** When it begins anew, ms since 1970; undefined for a budget per request. */
  readonly resetsAtMs?: number;
}

/** What came of an answer, where its provider's counts may not hold for all of it. */
export interface SeenAnswer {
  /** UTF-8 bytes of its texts. */
  readonly bytes?: number;
  /** It broke off, or was cancelled: what was counted of it so far is not all that is paid. */
  readonly isPartial?: boolean;
}

/** Money that is set aside for a call until it is known what it cost; ends with exactly one of its methods. */
export interface Reservation {
  readonly estimate: Estimate;
  /** Advisory budgets that the call passes; said, and not held against it. */
  readonly exceeded: readonly BudgetLimit[];
  /**
   * The call is over. What the provider did not report is estimated.
   * @returns what it cost
   */
  settle(usage: Usage | undefined, seen?: SeenAnswer): Cost;
  /** Nothing was sent, so nothing was spent. */
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

/** Whose spending is asked for: of everything, or of one of these; `account` and `model` only with their provider. */
export interface SpentBy {
  readonly provider?: string;
  readonly account?: string;
  readonly model?: string;
  readonly workspace?: string;
  readonly route?: string;
}

/** Prices, estimates and budgets. Counts survive a restart. */
export interface Ledger {
  /**
   * Set until the prices are read from disk, which begins when this is first asked for: awaited before a request is decided. Never
   * rejects.
   */
  readonly ready: Promise<void> | undefined;
  /** What a request would need and cost. */
  estimate(target: ModelReference, size: RequestSize, account?: string): Estimate;
  /**
   * The same with the prompt counted by a tokenizer, for at most 50 ms, where the estimate is within 20 % of a budget that it
   * could pass; undefined where that decides nothing. Never rejects.
   */
  sharpen(spender: Spender, estimate: Estimate, request: NeutralRequest): Promise<Estimate> | undefined;
  costOf(target: ModelReference, usage: Usage, account?: string): Cost;
  /**
   * Sets an estimate aside in all budgets that apply: request, day and month; in total, of the provider, workspace, account and
   * route. Throws GatewayError `insufficient_budget` {budget, limit, left, estimate, resetsAt} when a hard one would be passed. A model
   * without a known price can be held against none, and goes through.
   */
  reserve(spender: Spender, estimate: Estimate): Reservation;
  /**
   * Other models that a refused request could be sent to within all budgets, as `provider/model`, the cheapest first, five at most.
   * @param isAllowed whether a model may answer at all (local only, its abilities)
   */
  cheaper(
    spender: Omit<Spender, 'account'>,
    size: RequestSize,
    isAllowed?: (target: ModelReference) => boolean,
  ): readonly string[];
  /** Spent on this calendar day. */
  spentToday(by: SpentBy): Spent;
  /** Spent in this calendar month. */
  spentThisMonth(by: SpentBy): Spent;
  /** What is left of the tightest hard budget that applies to an account this month; undefined: there is none. */
  leftThisMonthUsd(provider: string, account: string): number | undefined;
}
