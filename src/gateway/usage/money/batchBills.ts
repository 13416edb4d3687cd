import type { StateStore } from '../../storage/stateStore.ts';
import type { Usage } from '../../wire/exchange.ts';
import { sumsOf } from './budgets.ts';
import type { Cost, Ledger, Spender } from './ledger.ts';
import type { SpendBook } from './spendBook.ts';
import { sumOfCosts } from './sumOfCosts.ts';

const stateKey = 'billedBatches';
/** Providers keep results for about a month; nobody runs more batches in one. */
const maxRemembered = 2000;

const nothing: Cost = { kind: 'exact', usd: 0 };

/** What requests of a batch used of one model. */
export interface BatchUse {
  /** The provider's name of it. */
  readonly model: string;
  readonly requests: number;
  /** Of one of them, as prices go by the length of a prompt; on average where the provider tells sums alone. */
  readonly usage: Usage;
}

export interface BatchBillsOptions {
  readonly ledger: Pick<Ledger, 'costOf'>;
  readonly book: SpendBook;
  readonly state: StateStore;
  readonly onChange: () => void;
}

/** Counts what finished batches cost: once each, however often their results are looked at. Survives a restart. */
export class BatchBills {
  readonly #options: BatchBillsOptions;

  constructor(options: BatchBillsOptions) {
    this.#options = options;
  }

  /**
   * Counts a batch's tokens at the rates of batches.
   * @param batch its id at the provider
   * @param spender who asks for the results, as whoever sent the batch
   * @returns what it cost; undefined: it is counted already, or there is nothing to count
   */
  bill(batch: string, spender: Spender, uses: readonly BatchUse[]): Cost | undefined {
    if (uses.length === 0 || !this.#remember(`${spender.target.provider} ${batch}`)) return undefined;
    const byModel = new Map<string, { cost: Cost; tokens: number }>();
    for (const { model, usage, requests } of uses) {
      const known = byModel.get(model) ?? { cost: nothing, tokens: 0 };
      known.tokens += Math.round(((usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)) * requests);
      known.cost = sumOfCosts(known.cost, this.#costOf(spender, model, usage, requests));
      byModel.set(model, known);
    }
    for (const [model, { cost, tokens }] of byModel) {
      const target = { provider: spender.target.provider, model };
      const usd = cost.kind === 'unknown' ? undefined : cost.usd;
      this.#options.book.add(sumsOf({ ...spender, target }), { usd, tokens });
    }
    this.#options.onChange();
    return [...byModel.values()].map(({ cost }) => cost).reduce(sumOfCosts);
  }

  #costOf({ target: { provider }, account }: Spender, model: string, usage: Usage, requests: number): Cost {
    const billed = { ...usage, billingTier: 'batch' } as const;
    const cost = this.#options.ledger.costOf({ provider, model }, billed, account);
    return cost.kind === 'unknown' ? cost : { kind: cost.kind, usd: cost.usd * requests };
  }

  /** false: it is counted already. Read anew each time, as other windows' configurations count too. */
  #remember(name: string): boolean {
    const { state } = this.#options;
    const saved = state.load(stateKey);
    const names = Array.isArray(saved) ? saved.filter((one) => typeof one === 'string') : [];
    if (names.includes(name)) return false;
    state.save(stateKey, [...names, name].slice(-maxRemembered));
    return true;
  }
}
