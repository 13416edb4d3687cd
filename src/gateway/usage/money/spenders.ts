import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import { formatModelReference } from '../../modelReference.ts';
import { type AppliedBudget, budgetsOf, sumsOf } from './budgets.ts';
import type { Spender } from './ledger.ts';

/** What the calls of one spender count in, and are held against. */
export interface SpenderBooks {
  /** `provider/model`. */
  readonly model: string;
  readonly sums: readonly string[];
  readonly budgets: readonly AppliedBudget[];
  /** The sums that those are held against. */
  readonly budgetNames: readonly string[];
}

/** Clients may name what they like. */
const maxSpenders = 2000;

/** What spenders count in by the configuration that holds: looked up for every call, made for the first one. */
export class Spenders {
  #config: EffectiveConfig | undefined;
  readonly #known = new Map<string, SpenderBooks>();
  /** A call is weighed, then paid. */
  #last: { readonly spender: Spender; readonly books: SpenderBooks } | undefined;

  of(config: EffectiveConfig, spender: Spender): SpenderBooks {
    if (config !== this.#config || this.#known.size >= maxSpenders) {
      this.#config = config;
      this.#known.clear();
      this.#last = undefined;
    }
    if (this.#last?.spender === spender) return this.#last.books;
    const { target, account, workspace, route = '' } = spender;
    const key = `${target.provider}\0${target.model}\0${account}\0${workspace}\0${route}`;
    let books = this.#known.get(key);
    if (books === undefined) this.#known.set(key, (books = booksOf(config, spender)));
    this.#last = { spender, books };
    return books;
  }
}

function booksOf(config: EffectiveConfig, spender: Spender): SpenderBooks {
  const budgets = budgetsOf(config, spender);
  return {
    model: formatModelReference(spender.target),
    sums: sumsOf(spender),
    budgets,
    budgetNames: budgets.map(({ name }) => name),
  };
}
