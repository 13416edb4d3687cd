import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import type { Log } from '../../log.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import type { NeutralRequest, Usage } from '../../wire/exchange.ts';
import { type CallCost, CallReservation } from './callReservation.ts';
import { budgetLimit, budgetsOf, leftUsdOf, limitsOf, passes, sumNames } from './budgets.ts';
import type {
  BudgetLimit,
  Cost,
  Estimate,
  Ledger,
  RequestSize,
  Reservation,
  SeenAnswer,
  Spender,
  Spent,
  SpentBy,
} from './ledger.ts';
import { overBudget } from './overBudget.ts';
import type { PriceList } from './priceList.ts';
import { costAtRates, knowsTier } from './rates.ts';
import { usdText } from '../../../protocol/usdText.ts';
import type { SpendBook } from './spendBook.ts';
import { type SpenderBooks, Spenders } from './spenders.ts';
import type { ModelHistory, TokenHistory } from './tokenHistory.ts';

export interface GatewayLedgerOptions {
  readonly config: () => EffectiveConfig;
  readonly prices: PriceList;
  readonly book: SpendBook;
  readonly history: TokenHistory;
  readonly log: Log;
  /** Something that the status shows has changed. */
  readonly onChange: () => void;
  /** Set while prices are read from disk. */
  readonly ready: () => Promise<void> | undefined;
  /** Every model that is listed now. */
  readonly models: () => Iterable<ModelReference>;
  /** The prompt's tokens by a tokenizer, within 50 ms. */
  readonly countTokens: (request: NeutralRequest, bytesPerToken: number) => Promise<number>;
}

const defaultBytesPerToken = 4;
/** An estimate this near to a limit is made with a tokenizer. */
const nearLimit = 0.2;
/** What runs has as much set aside as its model's estimates were wrong lately, this many times; and never more than so many estimates. */
const caution = { overruns: 2, most: 3 };
const mostSuggestions = 5;
const maxWarned = 1000;

/** Prices, estimates and budgets of one gateway. All of it is synchronous: between asking what is left and setting aside nothing else runs. */
export class GatewayLedger implements Ledger {
  readonly #options: GatewayLedgerOptions;
  readonly #warned = new Set<string>();
  readonly #spenders = new Spenders();

  constructor(options: GatewayLedgerOptions) {
    this.#options = options;
  }

  get ready(): Promise<void> | undefined {
    return this.#options.ready();
  }

  estimate(target: ModelReference, size: RequestSize, account?: string): Estimate {
    if (size.isUncounted === true)
      return { promptTokens: 0, answerTokens: 0, cost: this.#uncountedCost(target, account), size };
    const known = this.#options.history.of(formatModelReference(target));
    const { bytesPerToken = defaultBytesPerToken } = known;
    const isKnown = size.promptBytes > 0 || size.mediaTokens > 0;
    const promptTokens = isKnown
      ? Math.ceil(size.promptBytes / bytesPerToken) + size.mediaTokens
      : this.#options.config().assumedTokens.prompt;
    return this.#estimateFor({ target, account }, size, promptTokens, known);
  }

  sharpen(spender: Spender, estimate: Estimate, request: NeutralRequest): Promise<Estimate> | undefined {
    const { cost, size } = estimate;
    const { config, history, countTokens } = this.#options;
    if (cost.kind === 'unknown' || cost.usd === 0 || size.isUncounted === true) return undefined;
    const { model, budgets } = this.#spenders.of(config(), spender);
    if (!this.#isNearLimit(budgets, cost.usd)) return undefined;
    const known = history.of(model);
    return countTokens(request, known.bytesPerToken ?? defaultBytesPerToken).then(
      (tokens) => this.#estimateFor(spender, size, tokens, known),
      () => estimate,
    );
  }

  costOf(target: ModelReference, usage: Usage, account?: string): Cost {
    const { prices } = this.#options;
    const rates = prices.ratesOf(target, account);
    const isFree = rates?.input === 0 && rates.output === 0 && rates.perRequestUsd === undefined;
    if (usage.costUsd !== undefined && !isFree && !prices.isOwn(target))
      return { kind: 'exact', usd: usage.costUsd };
    if (rates === undefined) return { kind: 'unknown' };
    const isWhole = usage.inputTokens !== undefined && usage.outputTokens !== undefined;
    const isExact = (isWhole && knowsTier(rates, usage)) || isFree || usage.costUsd !== undefined;
    const kind = isExact ? 'exact' : 'estimated';
    return { kind, usd: costAtRates(rates, usage) };
  }

  reserve(spender: Spender, estimate: Estimate): Reservation {
    const { config, book } = this.#options;
    const usd = usdOf(estimate.cost) ?? 0;
    const { model, sums, budgets, budgetNames } = this.#spenders.of(config(), spender);
    const exceeded: BudgetLimit[] = [];
    for (const applied of budgets) {
      for (const limit of applied.limits) {
        if (!passes(usd, leftUsdOf(limit, applied, book))) continue;
        const passed = budgetLimit(limit, applied, book);
        if (applied.budget.mode !== 'advisory') throw overBudget(passed, usd);
        exceeded.push(passed);
      }
    }
    for (const limit of exceeded) this.#warnOf(limit);
    if (budgets.length > 0 && estimate.cost.kind === 'unknown') this.#warnOfUnknown(model);
    const asideUsd = usd * this.#caution(model);
    book.reserve(budgetNames, asideUsd);
    return new CallReservation(estimate, exceeded, {
      free: () => {
        book.free(budgetNames, asideUsd);
      },
      costOf: (usage, seen) => this.#costOfCall(spender, estimate, usage, seen),
      settled: (usage, { cost, tokens }, isPartial) => {
        book.add(sums, { usd: usdOf(cost), tokens });
        if (usage !== undefined && !isPartial) this.#note(model, estimate, usage, cost);
        this.#options.onChange();
      },
    });
  }

  cheaper(
    spender: Omit<Spender, 'account'>,
    size: RequestSize,
    isAllowed: (target: ModelReference) => boolean = () => true,
  ): readonly string[] {
    const fitting: { readonly name: string; readonly usd: number }[] = [];
    for (const target of this.#options.models()) {
      const name = formatModelReference(target);
      if (name === formatModelReference(spender.target)) continue;
      const { cost } = this.estimate(target, size);
      if (cost.kind === 'unknown' || !isAllowed(target)) continue;
      const budgets = budgetsOf(this.#options.config(), { ...spender, target });
      const fits = budgets.every(
        (applied) =>
          !applied.limits.some((limit) => passes(cost.usd, leftUsdOf(limit, applied, this.#options.book))),
      );
      if (fits) fitting.push({ name, usd: cost.usd });
    }
    return fitting
      .sort((one, other) => one.usd - other.usd)
      .slice(0, mostSuggestions)
      .map(({ name }) => name);
  }

  spentToday(by: SpentBy): Spent {
    return this.#options.book.spent(sumNameOf(by), 'day');
  }

  spentThisMonth(by: SpentBy): Spent {
    return this.#options.book.spent(sumNameOf(by), 'month');
  }

  leftThisMonthUsd(provider: string, account: string): number | undefined {
    const { config, book } = this.#options;
    const spender = { target: { provider, model: '' }, account, workspace: '' };
    const left = budgetsOf(config(), spender)
      .filter(({ budget }) => budget.mode !== 'advisory')
      .flatMap((applied) => limitsOf(applied, book))
      .filter(({ name }) => name === 'perMonthUsd')
      .map(({ leftUsd }) => leftUsd);
    return left.length === 0 ? undefined : Math.max(0, Math.min(...left));
  }

  /** A request is held against its estimate; those that run beside it may cost more, or they would spend what is left together. */
  #caution(model: string): number {
    const { overrun = 0 } = this.#options.history.of(model);
    return Math.min(caution.most, 1 + caution.overruns * overrun);
  }

  /** Zero rates are the user's way to say that only the request is paid. */
  #uncountedCost(target: ModelReference, account: string | undefined): Cost {
    const rates = this.#options.prices.ratesOf(target, account);
    if (rates?.input !== 0 || rates.output !== 0) return { kind: 'unknown' };
    return { kind: 'exact', usd: rates.perRequestUsd ?? 0 };
  }

  /** An estimate this near to what is left is made with a tokenizer. */
  #isNearLimit(budgets: SpenderBooks['budgets'], usd: number): boolean {
    return budgets.some((applied) =>
      applied.limits.some((limit) => isNear(leftUsdOf(limit, applied, this.#options.book), usd)),
    );
  }

  #estimateFor(
    { target, account }: Pick<Spender, 'target'> & Partial<Pick<Spender, 'account'>>,
    size: RequestSize,
    promptTokens: number,
    { answerTokens: usual, cachedShare = 0 }: ModelHistory,
  ): Estimate {
    const { config, prices } = this.#options;
    const expected = Math.ceil(usual ?? config().assumedTokens.answer);
    const answerTokens = Math.min(expected, size.maxAnswerTokens ?? Infinity);
    const rates = prices.ratesOf(target, account);
    const usage = {
      inputTokens: promptTokens,
      outputTokens: answerTokens,
      cachedInputTokens: Math.floor(promptTokens * cachedShare),
    };
    const cost: Cost =
      rates === undefined ? { kind: 'unknown' } : { kind: 'estimated', usd: costAtRates(rates, usage) };
    return { promptTokens, answerTokens, cost, size };
  }

  #note(model: string, estimate: Estimate, usage: Usage, cost: Cost): void {
    const estimatedUsd = usdOf(estimate.cost) ?? 0;
    const ratio = cost.kind === 'exact' && estimatedUsd > 0 ? cost.usd / estimatedUsd : undefined;
    this.#options.history.note(model, estimate.size, usage, ratio);
  }

  /** What the provider did not count is estimated: from the bytes that came, or as before the call. */
  #costOfCall(
    { target, account }: Spender,
    { promptTokens, answerTokens, size }: Estimate,
    usage: Usage | undefined,
    { bytes, isPartial = false }: SeenAnswer,
  ): CallCost {
    if (size.isUncounted === true) return { cost: this.#uncountedCost(target, account), tokens: 0 };
    const { bytesPerToken = defaultBytesPerToken } = this.#options.history.of(formatModelReference(target));
    const hasAnswer = size.maxAnswerTokens !== 0;
    const seenTokens =
      bytes === undefined ? (isPartial ? 0 : answerTokens) : Math.ceil(bytes / bytesPerToken);
    const reported = usage?.outputTokens ?? (hasAnswer ? undefined : 0);
    const outputTokens = isPartial ? Math.max(reported ?? 0, seenTokens) : (reported ?? seenTokens);
    const inputTokens = usage?.inputTokens ?? promptTokens;
    const cost = this.costOf(target, { ...usage, inputTokens, outputTokens }, account);
    const isReported =
      usage?.costUsd !== undefined ||
      (usage?.inputTokens !== undefined && reported !== undefined && reported === outputTokens);
    const isExact = cost.kind !== 'exact' || isReported || cost.usd === 0;
    return {
      cost: isExact ? cost : { kind: 'estimated', usd: cost.usd },
      tokens: inputTokens + outputTokens,
    };
  }

  /** Each budget once in each of its periods. */
  #warnOf({ path, limitUsd, leftUsd, resetsAtMs }: BudgetLimit): void {
    if (!this.#isNews(`${path} ${resetsAtMs ?? ''}`)) return;
    const spent = resetsAtMs === undefined ? '' : `, ${usdText(limitUsd - leftUsd)} of it spent`;
    this.#options.log.warn(`${path} (advisory) is passed: ${usdText(limitUsd)}${spent}`);
  }

  #warnOfUnknown(name: string): void {
    if (!this.#isNews(name)) return;
    this.#options.log.warn(`no price of ${name} is known, so no budget counts it; write one into "prices"`);
  }

  #isNews(text: string): boolean {
    if (this.#warned.has(text)) return false;
    if (this.#warned.size >= maxWarned) this.#warned.clear();
    this.#warned.add(text);
    return true;
  }
}

function usdOf(cost: Cost): number | undefined {
  return cost.kind === 'unknown' ? undefined : cost.usd;
}

function isNear(leftUsd: number, usd: number): boolean {
  return leftUsd > 0 && Math.abs(usd - leftUsd) <= nearLimit * leftUsd;
}

function sumNameOf({ provider, account, model, workspace, route }: SpentBy): string {
  if (provider !== undefined) {
    if (model !== undefined && account !== undefined) return sumNames.accountModel(provider, account, model);
    if (model !== undefined) return sumNames.model(provider, model);
    return account === undefined ? sumNames.provider(provider) : sumNames.account(provider, account);
  }
  if (workspace !== undefined) return sumNames.workspace(workspace);
  return route === undefined ? sumNames.total : sumNames.route(route);
}
