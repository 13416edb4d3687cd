import type { StateStore } from '../../storage/stateStore.ts';
import type { Usage } from '../../wire/exchange.ts';
import type { RequestSize } from './ledger.ts';

/** Means of what a model's provider reported, newer answers counting more. */
export interface ModelHistory {
  readonly bytesPerToken: number | undefined;
  readonly answerTokens: number | undefined;
  /** The part of prompts that came from a cache, 0 to 1. */
  readonly cachedShare: number | undefined;
  /** How much dearer answers were than estimated, as a part of the estimate; cheaper ones count as 0. */
  readonly overrun: number | undefined;
}

const stateKey = 'token-history';
/** It changes with every answer, and a little. */
const restMs = 10_000;
const maxModels = 1000;
/** What a new report changes of a mean. */
const weight = 0.15;
/** Shorter bodies are mostly the frame that the format puts around the text. */
const smallestBytes = 200;
/** Outside of this a body does not hold what was counted: a conversation that the provider keeps, for one. */
const plausibleBytesPerToken = { least: 1, most: 20 };

const nothing: ModelHistory = {
  bytesPerToken: undefined,
  answerTokens: undefined,
  cachedShare: undefined,
  overrun: undefined,
};

/** What providers reported of each model's prompts and answers; estimates of the next ones come from it. Survives restarts. */
export class TokenHistory {
  readonly #store: StateStore;
  /** The model that reported longest ago first; read when it is first needed. */
  #known: Map<string, ModelHistory> | undefined;

  constructor(store: StateStore) {
    this.#store = store;
  }

  of(model: string): ModelHistory {
    return this.#models.get(model) ?? nothing;
  }

  /**
   * Learns from what a provider reported of a request of this size.
   * @param costRatio what it cost by what it was estimated to; undefined where that is not known
   */
  note(model: string, { promptBytes, mediaTokens }: RequestSize, usage: Usage, costRatio?: number): void {
    const before = this.of(model);
    const { inputTokens, outputTokens, cachedInputTokens } = usage;
    const knowsText = inputTokens !== undefined && inputTokens > 0 && mediaTokens === 0;
    const ratio = knowsText && promptBytes >= smallestBytes ? promptBytes / inputTokens : undefined;
    const isPlausible =
      ratio !== undefined && ratio >= plausibleBytesPerToken.least && ratio <= plausibleBytesPerToken.most;
    const share =
      inputTokens === undefined || inputTokens === 0 ? undefined : (cachedInputTokens ?? 0) / inputTokens;
    this.#models.delete(model);
    this.#models.set(model, {
      bytesPerToken: mean(before.bytesPerToken, isPlausible ? ratio : undefined),
      answerTokens: mean(before.answerTokens, outputTokens),
      cachedShare: mean(before.cachedShare, share === undefined ? undefined : Math.min(1, share)),
      overrun: mean(before.overrun, costRatio === undefined ? undefined : Math.max(0, costRatio - 1)),
    });
    if (this.#models.size > maxModels) {
      const [oldest] = this.#models.keys();
      if (oldest !== undefined) this.#models.delete(oldest);
    }
    this.#store.save(stateKey, this, restMs);
  }

  /** What is kept across restarts; called when it is written. */
  toJSON(): unknown {
    return [...this.#models].map(([name, { bytesPerToken, answerTokens, cachedShare, overrun }]) => [
      name,
      bytesPerToken ?? null,
      answerTokens ?? null,
      cachedShare ?? null,
      overrun ?? null,
    ]);
  }

  get #models(): Map<string, ModelHistory> {
    return (this.#known ??= readHistories(this.#store.load(stateKey)));
  }
}

function readHistories(saved: unknown): Map<string, ModelHistory> {
  const models = new Map<string, ModelHistory>();
  for (const entry of Array.isArray(saved) ? (saved as unknown[]) : []) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string') continue;
    const [name, bytesPerToken, answerTokens, cachedShare, overrun] = entry as [string, ...unknown[]];
    models.set(name, {
      bytesPerToken: numberOf(bytesPerToken),
      answerTokens: numberOf(answerTokens),
      cachedShare: numberOf(cachedShare),
      overrun: numberOf(overrun),
    });
  }
  return models;
}

function mean(before: number | undefined, reported: number | undefined): number | undefined {
  if (reported === undefined || before === undefined) return reported ?? before;
  return before + weight * (reported - before);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
