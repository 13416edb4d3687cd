import { setImmediate } from 'node:timers/promises';
import type { ChatRequest } from '../wire/exchange.ts';
import { boundedPieces } from './boundedPieces.ts';
import { estimateTextTokens } from './estimateTextTokens.ts';
import { weighRequest } from './weighRequest.ts';

/** The number of tokens in a text. */
export type CountText = (text: string) => number;

/** In UTF-16 units: what is tokenized at most for one request, and between two turns of the event loop. */
const limits = { tokenizedLength: 1_000_000, lengthWithoutYield: 8192 };

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

  async count(request: ChatRequest): Promise<number> {
    this.#countText ??= this.#load();
    const countText = await this.#countText;
    const { texts, flatTokens } = weighRequest(request);
    let tokens = flatTokens;
    let tokenized = 0;
    let sinceYield = 0;
    for (const text of texts) {
      for (const piece of boundedPieces(text)) {
        if (tokenized >= limits.tokenizedLength) {
          tokens += estimateTextTokens(piece);
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
