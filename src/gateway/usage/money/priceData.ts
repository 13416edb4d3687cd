import type * as GenaiPrices from '@pydantic/genai-prices';
import type { ProviderType } from '../../../config/schema.ts';
import type { Rate, Rates } from './rates.ts';

/** Whose model is priced. */
export interface PricedModel {
  readonly type: ProviderType;
  readonly endpoint: string;
  readonly model: string;
}

export interface ListedRates {
  readonly rates: Rates;
  /** They change with the time of day or at a date: to be asked for again. */
  readonly isDated: boolean;
}

/** A provider type's id in the data set, for endpoints that its own patterns do not know (proxies, gateways). */
const idsByType: Partial<Record<ProviderType, string>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  codex: 'openai',
  openrouter: 'openrouter',
  gemini: 'google',
  vertex: 'google',
  deepseek: 'deepseek',
  glm: 'zai',
  mistral: 'mistral',
  codestral: 'mistral',
  cohere: 'cohere',
  xai: 'x-ai',
  moonshot: 'moonshotai',
  minimax: 'minimax',
  groq: 'groq',
  cerebras: 'cerebras',
  together: 'together',
  fireworks: 'fireworks',
  perplexity: 'perplexity',
  'azure-openai': 'azure',
  bedrock: 'aws',
};

/** Variants that OpenRouter routes differently at the same price. */
const routingSuffix = /:(?:nitro|floor|exacto|online)$/;

/**
 * The prices of `@pydantic/genai-prices` (MIT, kept by Pydantic from the providers' pages). The package is 800 kB of data: it is
 * loaded by whoever makes this.
 */
export class PriceData {
  readonly #library: typeof GenaiPrices;

  constructor(library: typeof GenaiPrices) {
    this.#library = library;
  }

  /**
   * Takes newer data, as the package's site publishes it.
   * @throws Error when it is no price data
   */
  async replace(json: string): Promise<void> {
    const data: unknown = JSON.parse(json);
    if (!looksLikePrices(data)) throw new Error('it is no list of providers with models');
    this.#library.updatePrices(({ setProviderData }: GenaiPrices.StorageFactoryParams) => {
      setProviderData(Promise.resolve(data));
    });
    await this.#library.waitForUpdate();
  }

  /** undefined: the data set knows no price of this model. */
  find({ type, endpoint, model }: PricedModel, atMs: number): ListedRates | undefined {
    const name = model.replace(/^models\//, '');
    const ids = [this.#library.findProvider({ providerApiUrl: endpoint })?.id, idsByType[type]];
    if (type === 'huggingface') ids.unshift(`huggingface_${name.slice(name.lastIndexOf(':') + 1)}`);
    const names = [name, name.replace(routingSuffix, ''), name.replace(/:[^:]*$/, '')];
    const tried = type === 'huggingface' ? names : type === 'openrouter' ? names.slice(0, 2) : [name];
    for (const providerId of new Set(ids)) {
      if (providerId === undefined) continue;
      for (const candidate of new Set(tried)) {
        const found = this.#priceOf(candidate, providerId, atMs);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #priceOf(model: string, providerId: string, atMs: number): ListedRates | undefined {
    try {
      const found = this.#library.calcPrice({}, model, { providerId, timestamp: new Date(atMs) });
      const rates = found === null ? undefined : ratesOf(found.model_price);
      return rates === undefined ? undefined : { rates, isDated: Array.isArray(found?.model.prices) };
    } catch {
      // A row of the data that is not understood is no price.
      return undefined;
    }
  }
}

/** undefined for models that are not paid by text tokens (sound, pictures, pages). */
function ratesOf(price: GenaiPrices.ModelPrice): Rates | undefined {
  const rate = (key: string): Rate | undefined => {
    const value = price[key];
    return typeof value === 'number' ? value : value && { base: value.base, tiers: value.tiers };
  };
  const requests = price['requests_kcount'];
  const input = rate('input_mtok');
  const output = rate('output_mtok');
  if (input === undefined) return undefined;
  return {
    input,
    // Embeddings have no output.
    output: output ?? 0,
    cacheRead: rate('cache_read_mtok'),
    cacheWrite: rate('cache_write_mtok'),
    hourCacheWrite: rate('cache_write_1h_mtok'),
    reasoning: rate('output_reasoning_mtok'),
    perRequestUsd: typeof requests === 'number' ? requests / 1000 : undefined,
  };
}

function looksLikePrices(data: unknown): data is GenaiPrices.Provider[] {
  if (!Array.isArray(data) || data.length === 0) return false;
  return data.every((provider: unknown) => {
    const { id, models } = (provider ?? {}) as Record<string, unknown>;
    return typeof id === 'string' && Array.isArray(models);
  });
}
