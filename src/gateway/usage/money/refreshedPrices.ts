import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { PriceData } from './priceData.ts';

/** Reads a public document; rejects with GatewayError, or with the signal's reason. */
export type FetchText = (url: string, signal: AbortSignal) => Promise<string>;

export interface RefreshedPricesOptions {
  /** Where refreshed prices are kept. */
  readonly dataDir: string;
  /** Prices that were refreshed by another version are left alone: its own may be newer. */
  readonly version: string;
  readonly fetchText: FetchText;
  readonly log: Log;
}

/** A newer state of the data set, which is fetched only when the user asks, and kept in the data folder. */
export class RefreshedPrices {
  readonly #options: RefreshedPricesOptions;

  constructor(options: RefreshedPricesOptions) {
    this.#options = options;
  }

  /** Gives what was kept to the data set; nothing when there is none. Never rejects. */
  async restore(data: PriceData): Promise<void> {
    const json = await readFile(this.#file, 'utf8').catch(() => undefined);
    if (json === undefined) return;
    try {
      await data.replace(json);
    } catch (error) {
      this.#options.log.warn(`${this.#file} holds no prices and is not used: ${String(error)}`);
    }
  }

  /**
   * Fetches the prices as they are published now, and keeps them.
   * @throws GatewayError when they cannot be had or are no prices; the signal's reason when it aborts
   */
  async refresh(data: PriceData, url: string, signal: AbortSignal): Promise<void> {
    const json = await this.#options.fetchText(url, signal);
    try {
      await data.replace(json);
    } catch (error) {
      throw new GatewayError('provider_error', `${url} does not hold prices: ${String(error)}`, {
        cause: error,
      });
    }
    const temporary = `${this.#file}.${process.pid}`;
    await writeFile(temporary, json);
    await rename(temporary, this.#file);
  }

  get #file(): string {
    return join(this.#options.dataDir, `prices-${this.#options.version}.json`);
  }
}
