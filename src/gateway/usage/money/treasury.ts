import type { ConfigProblem, EffectiveConfig } from '../../../config/effectiveConfig.ts';
import type { SpendingStatus } from '../../../protocol/status.ts';
import type { Log } from '../../log.ts';
import type { ModelReference } from '../../modelReference.ts';
import type { Provider } from '../../providers/provider.ts';
import type { StateStore } from '../../storage/stateStore.ts';
import { countTokensQuickly } from '../countTokens.ts';
import { BatchBills } from './batchBills.ts';
import { GatewayLedger } from './gatewayLedger.ts';
import { PriceData } from './priceData.ts';
import { readPriceFile } from './priceFile.ts';
import { PriceList } from './priceList.ts';
import type { Rates } from './rates.ts';
import { type FetchText, RefreshedPrices } from './refreshedPrices.ts';
import type { SpendBook } from './spendBook.ts';
import { spendingStatus } from './spendingStatus.ts';
import { TokenHistory } from './tokenHistory.ts';

export interface TreasuryOptions {
  readonly config: () => EffectiveConfig;
  readonly provider: (id: string) => Provider | undefined;
  readonly isLocal: (target: ModelReference) => boolean;
  /** Every model that is listed now. */
  readonly models: () => Iterable<ModelReference>;
  readonly state: StateStore;
  /** What was spent and seen, shared with other treasuries of this process. */
  readonly book: SpendBook;
  readonly history?: TokenHistory;
  readonly dataDir: string;
  readonly version: string;
  readonly fetchText: FetchText;
  readonly log: Log;
  /** Time in ms since 1970. */
  readonly now: () => number;
  /** Something that the status shows has changed. */
  readonly onChange: () => void;
}

/** Everything of money in one gateway: the ledger that requests use, the prices behind it, and what the status says of them. */
export class Treasury {
  readonly ledger: GatewayLedger;
  readonly batchBills: BatchBills;
  readonly #options: TreasuryOptions;
  readonly #prices: PriceList;
  readonly #book: SpendBook;
  readonly #refreshed: RefreshedPrices;
  #data: Promise<PriceData> | undefined;
  #problems: readonly ConfigProblem[] = [];
  #reading: Promise<void> | undefined;
  #configurations = 0;

  constructor(options: TreasuryOptions) {
    this.#options = options;
    this.#prices = new PriceList(options);
    this.#book = options.book;
    this.#refreshed = new RefreshedPrices(options);
    this.ledger = new GatewayLedger({
      ...options,
      prices: this.#prices,
      book: this.#book,
      history: options.history ?? new TokenHistory(options.state),
      countTokens: countTokensQuickly,
      ready: () => this.#ready(),
    });
    this.batchBills = new BatchBills({ ...options, ledger: this.ledger });
  }

  /** What is wrong with the file of the user's own prices. */
  get problems(): readonly ConfigProblem[] {
    return this.#problems;
  }

  /** Takes the configuration that holds now, and reads its price file. */
  configure(): void {
    const configuration = ++this.#configurations;
    const { file, rows } = this.#options.config().prices;
    this.#prices.configure(rows);
    this.#problems = [];
    if (file !== undefined) this.#waitFor(this.#readFile(file, configuration));
  }

  status(): SpendingStatus {
    return spendingStatus(this.#options.config(), this.#book);
  }

  /** What a model costs now, once the prices are loaded; undefined: not known. */
  async ratesOf(target: ModelReference): Promise<Rates | undefined> {
    await this.#ready();
    return this.#prices.ratesOf(target, undefined);
  }

  /**
   * Fetches the data set as it is published now, and reads the user's price file again.
   * @throws GatewayError when it cannot be had; the signal's reason when it aborts
   */
  async refreshPrices(signal: AbortSignal): Promise<void> {
    await this.#loadData();
    const [data, { REMOTE_DATA_JSON_URL: url }] = await Promise.all([
      this.#data,
      import('@pydantic/genai-prices'),
    ]);
    if (data !== undefined) {
      await this.#refreshed.refresh(data, url, signal);
      this.#prices.use(data);
    }
    this.configure();
    await this.#reading;
  }

  /** The data set is large: only a process that answers requests for models which it may know loads it. */
  #ready(): Promise<void> | undefined {
    if (this.#data === undefined && this.#prices.needsData) this.#waitFor(this.#loadData());
    return this.#reading;
  }

  #waitFor(work: Promise<void>): void {
    const reading = Promise.all([this.#reading, work]).then(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
  }

  async #readFile(file: string, configuration: number): Promise<void> {
    const { rows, problems } = await readPriceFile(file);
    if (configuration !== this.#configurations) return;
    this.#prices.configure(new Map([...this.#options.config().prices.rows, ...rows]));
    this.#problems = problems;
    for (const { path, message, source } of problems)
      this.#options.log.warn(`${source ?? ''}: ${path}: ${message}`);
    this.#options.onChange();
  }

  /** Once; a package that cannot be loaded leaves the prices unknown. */
  async #loadData(): Promise<void> {
    this.#data ??= import('@pydantic/genai-prices').then(async (library) => {
      const data = new PriceData(library);
      await this.#refreshed.restore(data);
      return data;
    });
    try {
      this.#prices.use(await this.#data);
    } catch (error) {
      this.#options.log.error(`the prices could not be loaded and are unknown: ${String(error)}`);
    }
  }
}
