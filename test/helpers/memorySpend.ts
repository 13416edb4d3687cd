import {
  addTo,
  emptySum,
  type PeriodSums,
  type SpendStore,
  type Sum,
} from '../../src/gateway/usage/money/spendStore.ts';

/** Sums of spending that outlive a gateway, in memory. */
export class MemorySpend implements SpendStore {
  readonly #sums = new Map<string, Map<string, Sum>>();

  load(): PeriodSums {
    return this.#sums;
  }

  hasChanged(): boolean {
    return true;
  }

  add(periods: readonly string[], names: readonly string[], added: Readonly<Sum>): void {
    for (const period of periods) for (const name of names) this.#addOne(period, name, added);
  }

  #addOne(period: string, name: string, added: Readonly<Sum>): void {
    const sums = this.#sums.get(period) ?? new Map<string, Sum>();
    this.#sums.set(period, sums);
    const sum = sums.get(name) ?? emptySum();
    sums.set(name, sum);
    addTo(sum, added);
  }
}
