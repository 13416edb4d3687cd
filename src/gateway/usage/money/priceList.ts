import type { EffectiveConfig, EffectiveProvider } from '../../../config/effectiveConfig.ts';
import type { PriceConfig } from '../../../config/moneySchema.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import { accountFlatRate, isFlatProvider } from './flatRate.ts';
import type { Provider } from '../../providers/provider.ts';
import { OwnPrices } from './ownPrices.ts';
import type { PriceData } from './priceData.ts';
import { flatRates, type Rates } from './rates.ts';
import { tierSharesOf } from './tierShares.ts';

export interface PriceListOptions {
  /** Asked for at every configuration. */
  readonly config: () => EffectiveConfig;
  readonly provider: (id: string) => Provider | undefined;
  readonly isLocal: (target: ModelReference) => boolean;
  /** Time in ms since 1970. */
  readonly now: () => number;
}

const maxRemembered = 5000;
/** Prices that change with the time of day are looked up again after this. */
const datedForMs = 60_000;

interface Remembered {
  readonly rates: Rates | undefined;
  readonly untilMs: number;
}

/** What every model costs: flat rates, then what the user says, then the data set. */
export class PriceList {
  readonly #options: PriceListOptions;
  readonly #remembered = new Map<string, Remembered>();
  #own = new OwnPrices(new Map());
  #data: PriceData | undefined;

  constructor(options: PriceListOptions) {
    this.#options = options;
  }

  /** Takes the user's own prices, and forgets what was looked up. */
  configure(own: ReadonlyMap<string, PriceConfig>): void {
    this.#own = new OwnPrices(own);
    this.#remembered.clear();
  }

  /** Takes the data set, once it is loaded and whenever it is new. */
  use(data: PriceData): void {
    this.#data = data;
    this.#remembered.clear();
  }

  /** Whether the data set could know a model of these providers. */
  get needsData(): boolean {
    const { providers } = this.#options.config();
    return [...providers.values()].some((config) => {
      const provider = this.#options.provider(config.id);
      return provider !== undefined && !provider.local && !isFlatProvider(config);
    });
  }

  /** undefined: not known. */
  ratesOf(target: ModelReference, account: string | undefined): Rates | undefined {
    const config = this.#options.config().providers.get(target.provider);
    const key = account === undefined || config?.accounts === undefined ? '' : account;
    const name = `${key} ${target.provider}/${target.model}`;
    const known = this.#remembered.get(name);
    if (known !== undefined && this.#options.now() < known.untilMs) return known.rates;
    const found = this.#find(target, config, account);
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    this.#remembered.set(name, found);
    return found.rates;
  }

  /** Whether the user has said what a model costs. */
  isOwn(target: ModelReference): boolean {
    return this.#own.find(formatModelReference(target)) !== undefined;
  }

  #find(
    target: ModelReference,
    config: EffectiveProvider | undefined,
    account: string | undefined,
  ): Remembered {
    const always = (rates: Rates | undefined): Remembered => ({ rates, untilMs: Infinity });
    const flat = accountFlatRate(account === undefined ? undefined : config?.accounts?.[account]);
    if (flat === true) return always(flatRates);
    const own = this.#own.find(formatModelReference(target));
    const provider = this.#options.provider(target.provider);
    const tierShares = provider === undefined ? undefined : tierSharesOf(provider.entry.type);
    if (own !== undefined) return always({ ...own, tierShares });
    if (provider === undefined || config === undefined) return always(undefined);
    const { type } = provider.entry;
    if (flat === undefined && (isFlatProvider(config) || this.#options.isLocal(target)))
      return always(flatRates);
    const now = this.#options.now();
    const listed = this.#data?.find({ type, endpoint: provider.endpoint, model: target.model }, now);
    const rates = listed === undefined ? undefined : { ...listed.rates, tierShares };
    return { rates, untilMs: listed?.isDated === true ? now + datedForMs : Infinity };
  }
}
