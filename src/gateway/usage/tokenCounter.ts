import { setImmediate } from 'node:timers/promises';
import type { ChatRequest } from '../wire/exchange.ts';
import { boundedPieces } from './boundedPieces.ts';
import { estimateTextTokens } from './estimateTextTokens.ts';
import { weighRequest } from './weighRequest.ts';

/** The number of tokens in a text. */
export type CountText = (text: string) => number;

/** In UTF-16 units: what is tokenized at most for one request, and between two turns of the event loop. */
const limits = { tokenizedLength: 1_000_000, lengthWithoutYield: 8192 };

/** What a count may take, and what stands for the rest. */
export interface CountBounds {
  readonly maxMs: number;
  /** Time in ms. */
  readonly now: () => number;
  readonly bytesPerToken: number;
}

/**
 * Counts a request's input tokens with a tokenizer, in bounded time: the tokenizer gets short pieces and at most a
 * million characters, what is beyond is estimated, and running streams get their turn in between.
 */
export class TokenCounter {
  readonly #load: () => Promise<CountText>;
  #countText: Promise<CountText> | undefined;

  /** `load` is called once, at the first count. */
  constructor(load: () => Promise<CountText>) {
    this.#load = load;
  }

  /** @param bounds what has not been counted when the time is over is estimated by its bytes */
  async count(request: ChatRequest, bounds?: CountBounds): Promise<number> {
    this.#countText ??= this.#load();
    const countText = await this.#countText;
    const startedAtMs = bounds?.now() ?? 0;
    const isOver = (): boolean => bounds !== undefined && bounds.now() - startedAtMs >= bounds.maxMs;
    const { texts, flatTokens } = weighRequest(request);
    let tokens = flatTokens;
    let tokenized = 0;
    let sinceYield = 0;
    for (const text of texts) {
      for (const piece of boundedPieces(text)) {
        if (tokenized >= limits.tokenizedLength || isOver()) {
          tokens += estimateTextTokens(piece, bounds?.bytesPerToken);
          continue;
        }
        tokens += countText(piece);
        tokenized += piece.length;
        sinceYield += piece.length;
        if (sinceYield < limits.lengthWithoutYield) continue;
        sinceYield = 0;
        await setImmediate();
      }
    }
    return tokens;
  }
}
