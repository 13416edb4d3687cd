import type { PriceConfig } from '../../../config/moneySchema.ts';
import { compileModelGlob, type MatchModel } from '../../modelGlob.ts';
import { ownRates, type Rates } from './rates.ts';

interface GlobPrice {
  readonly matches: MatchModel;
  readonly rates: Rates;
}

/** The user's `prices`: an exact `provider/model` comes before globs, of which the last that matches wins. */
export class OwnPrices {
  readonly #exact: ReadonlyMap<string, PriceConfig>;
  readonly #globs: readonly GlobPrice[];

  constructor(prices: ReadonlyMap<string, PriceConfig>) {
    this.#exact = prices;
    this.#globs = [...prices].map(([pattern, price]) => ({
      matches: compileModelGlob(pattern),
      rates: ownRates(price),
    }));
  }

  /** @param name `provider/model` */
  find(name: string): Rates | undefined {
    const exact = this.#exact.get(name);
    return exact === undefined
      ? this.#globs.findLast(({ matches }) => matches(name))?.rates
      : ownRates(exact);
  }
}
