import type { Signature } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { added, done, itemEvent } from './outputItem.ts';
import type { ItemPlace, OutputItem, ResponseEvent } from './outputItem.ts';
import { writeMarked, writeReasoning } from './reasoningSignature.ts';
import type { ReasoningMark } from './reasoningSignature.ts';

const summaryPlace = { summary_index: 0 };

/**
 * Reasoning of the model, as a summary in one part, which is where clients look for it. Its signature is the encrypted
 * content; of another format it is sealed, and comes back with the item.
 */
export class ReasoningItem implements OutputItem {
  readonly #place: ItemPlace;
  #text: string | undefined;
  #encrypted: string | undefined;

  /** @param marked what it means and holds, when it shows nothing */
  constructor(place: ItemPlace, marked?: { readonly mark: ReasoningMark; readonly signature: Signature }) {
    this.#place = place;
    if (marked !== undefined) this.#encrypted = writeMarked(marked.mark, marked.signature);
  }

  get item(): JsonObject {
    return {
      id: this.#place.id,
      type: 'reasoning',
      summary: this.#text === undefined ? [] : [{ type: 'summary_text', text: this.#text }],
      ...(this.#encrypted === undefined ? {} : { encrypted_content: this.#encrypted }),
    };
  }

  begin(): ResponseEvent[] {
    return [added(this.#place, this.item)];
  }

  sign(signature: Signature): void {
    this.#encrypted = writeReasoning(signature).encrypted;
  }

  delta(text: string): ResponseEvent[] {
    if (text === '') return [];
    const part = { type: 'summary_text', text: '' };
    const begun =
      this.#text === undefined
        ? [itemEvent('reasoning_summary_part.added', this.#place, { ...summaryPlace, part })]
        : [];
    this.#text = (this.#text ?? '') + text;
    return [
      ...begun,
      itemEvent('reasoning_summary_text.delta', this.#place, { ...summaryPlace, delta: text }),
    ];
  }

  finish(): ResponseEvent[] {
    const text = this.#text;
    const whole = done(this.#place, this.item);
    if (text === undefined) return [whole];
    const part = { type: 'summary_text', text };
    return [
      itemEvent('reasoning_summary_text.done', this.#place, { ...summaryPlace, text }),
      itemEvent('reasoning_summary_part.done', this.#place, { ...summaryPlace, part }),
      whole,
    ];
  }
}

/** An item that only this format knows, as its provider wrote it. */
export class OpaqueItem implements OutputItem {
  readonly #place: ItemPlace;
  readonly item: JsonObject;

  constructor(place: ItemPlace, item: JsonObject) {
    this.#place = place;
    this.item = item;
  }

  begin(): ResponseEvent[] {
    return [added(this.#place, this.item)];
  }

  finish(): ResponseEvent[] {
    return [done(this.#place, this.item)];
  }
}
