import type { Citation } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { encodeAnnotation } from './annotations.ts';
import { encodeLogprobs } from './logprobs.ts';
import { added, done, itemEvent } from './outputItem.ts';
import type { ItemPlace, ItemStatus, OutputItem, ResponseEvent } from './outputItem.ts';

interface OpenPart {
  readonly kind: 'text' | 'refusal';
  readonly index: number;
  text: string;
  readonly logprobs: JsonValue[];
  readonly annotations: JsonObject[];
}

/** A message of the model: texts and refusals, one part a block, one after another. */
export class MessageItem implements OutputItem {
  readonly #place: ItemPlace;
  readonly #content: JsonObject[] = [];
  #open: OpenPart | undefined;
  #status: ItemStatus | 'in_progress' = 'in_progress';

  constructor(place: ItemPlace) {
    this.#place = place;
  }

  get item(): JsonObject {
    const { id } = this.#place;
    return { id, type: 'message', status: this.#status, role: 'assistant', content: this.#content };
  }

  begin(): ResponseEvent[] {
    return [added(this.#place, { ...this.item, content: [] })];
  }

  beginPart(kind: OpenPart['kind']): ResponseEvent[] {
    const ended = this.endPart();
    const part: OpenPart = { kind, index: this.#content.length, text: '', logprobs: [], annotations: [] };
    this.#open = part;
    return [
      ...ended,
      itemEvent('content_part.added', this.#place, { content_index: part.index, part: partOf(part) }),
    ];
  }

  delta(text: string, logprobs: JsonValue | undefined): ResponseEvent[] {
    const part = this.#open;
    if (part === undefined) return [];
    part.text += text;
    const place = { content_index: part.index, delta: text };
    if (part.kind === 'refusal') return [itemEvent('refusal.delta', this.#place, place)];
    const entries = encodeLogprobs(logprobs);
    part.logprobs.push(...entries);
    return [itemEvent('output_text.delta', this.#place, { ...place, logprobs: entries })];
  }

  cite(citation: Citation): ResponseEvent[] {
    const part = this.#open;
    const annotation = part === undefined ? undefined : encodeAnnotation(citation, part.text.length);
    if (part?.kind !== 'text' || annotation === undefined) return [];
    part.annotations.push(annotation);
    const place = { content_index: part.index, annotation_index: part.annotations.length - 1 };
    return [itemEvent('output_text.annotation.added', this.#place, { ...place, annotation })];
  }

  endPart(): ResponseEvent[] {
    const part = this.#open;
    if (part === undefined) return [];
    this.#open = undefined;
    const whole = partOf(part);
    this.#content.push(whole);
    const place = { content_index: part.index };
    const { text, logprobs } = part;
    const textDone =
      part.kind === 'refusal'
        ? itemEvent('refusal.done', this.#place, { ...place, refusal: text })
        : itemEvent('output_text.done', this.#place, { ...place, text, logprobs });
    return [textDone, itemEvent('content_part.done', this.#place, { ...place, part: whole })];
  }

  finish(status: ItemStatus): ResponseEvent[] {
    const ended = this.endPart();
    this.#status = status;
    return [...ended, done(this.#place, this.item)];
  }
}

function partOf({ kind, text, logprobs, annotations }: OpenPart): JsonObject {
  return kind === 'refusal'
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', annotations: [...annotations], logprobs: [...logprobs], text };
}
