import type { ModelReference } from '../modelReference.ts';
import { expectedAnswerMs, orderByStrategy } from '../routes/orderByStrategy.ts';
import type { LatencyPriors } from '../usage/latency/latencyPriors.ts';
import type { Ledger } from '../usage/money/ledger.ts';
import type { CallSize } from './accountPool.ts';
import type { PooledAccount, PooledProvider } from './pooledProvider.ts';

export interface AccountOrderSources {
  readonly ledger: Pick<Ledger, 'spentThisMonth' | 'leftThisMonthUsd'>;
  readonly latency: Pick<LatencyPriors, 'of'>;
  /** At least 0 and below 1. */
  readonly random: () => number;
}

/** Orders a provider's accounts by its `accountStrategy`. */
export class AccountOrder {
  readonly #sources: AccountOrderSources;
  /** Requests so far, by provider. */
  readonly #turns = new Map<string, number>();

  constructor(sources: AccountOrderSources) {
    this.#sources = sources;
  }

  /** The accounts that may answer, best first. Each call is a turn of `round-robin`. */
  order(provider: PooledProvider, target: ModelReference, size: CallSize): readonly PooledAccount[] {
    const { ledger, latency, random } = this.#sources;
    const turn = this.#turns.get(provider.id) ?? 0;
    this.#turns.set(provider.id, turn + 1);
    return orderByStrategy(
      provider.usable,
      provider.strategy,
      {
        used: ({ account }) => {
          const spent = ledger.spentThisMonth({ provider: account.provider, account: account.id });
          const isKnown = !account.flatRate && !spent.hasUnknown;
          return { tokens: spent.tokens, usd: isKnown ? spent.usd : undefined };
        },
        leftUsd: ({ account }) => ledger.leftThisMonthUsd(account.provider, account.id),
        answerMs: ({ account }) => expectedAnswerMs(latency.of(target, account.id), size.answerTokens),
        estimatedUsd: ({ account }) => (account.flatRate ? 0 : size.costUsd),
        weight: ({ account }) => account.weight,
      },
      { turn, random },
    );
  }
}
