import { answerToEvents } from '../answerToEvents.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { BlockStart, NeutralPart, StreamEvent } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeAnnotation } from './annotations.ts';
import { decodeOutputItem, reasoningTextOf } from './decodeOutput.ts';
import { decodeLogprobs } from './logprobs.ts';
import { openReasoning } from './reasoningSignature.ts';

/** Gives out the numbers of blocks, in the order in which they begin. */
export type NewBlock = () => number;

/** Reads the events of one output item. Whatever a server leaves out is made up for when the item is done. */
export interface ItemDecoder {
  /** An event that names the item; `kind` is its type without `response.`. */
  read(kind: string, body: JsonObject): StreamEvent[];
  /** The item is over; `item` is the whole of it, empty when the stream ended without. */
  done(item: JsonObject): StreamEvent[];
}

/** What is left of a whole text behind what was streamed of it; nothing when the two differ. */
function restOf(whole: string | undefined, streamed: string): string {
  return whole?.startsWith(streamed) === true ? whole.slice(streamed.length) : '';
}

interface OpenPart {
  readonly block: number;
  readonly index: number;
  text: string;
  citations: number;
}

/** A message: each of its parts is a block. */
export class MessageDecoder implements ItemDecoder {
  readonly #newBlock: NewBlock;
  #open: OpenPart | undefined;
  /** Parts below were given out. */
  #nextIndex = 0;
  readonly #onRefusal: () => void;

  constructor(newBlock: NewBlock, onRefusal: () => void) {
    this.#newBlock = newBlock;
    this.#onRefusal = onRefusal;
  }

  read(kind: string, body: JsonObject): StreamEvent[] {
    const index = asNumber(body.content_index) ?? this.#open?.index ?? this.#nextIndex;
    switch (kind) {
      case 'output_text.delta':
        return this.#text(index, 'text', asString(body.delta) ?? '', body.logprobs);
      case 'refusal.delta':
        return this.#text(index, 'refusal', asString(body.delta) ?? '');
      case 'output_text.done':
        return this.#rest(index, 'text', asString(body.text));
      case 'refusal.done':
        return this.#rest(index, 'refusal', asString(body.refusal));
      case 'output_text.annotation.added':
        return this.#cite(index, body.annotation);
      case 'content_part.done':
        return isObject(body.part) ? this.#wholePart(index, body.part) : [];
      default:
        return [];
    }
  }

  done(item: JsonObject): StreamEvent[] {
    const parts = asArray(item.content).flatMap((part, index) =>
      isObject(part) ? this.#wholePart(index, part) : [],
    );
    return [...parts, ...this.#end()];
  }

  #text(index: number, kind: 'text' | 'refusal', text: string, logprobs?: JsonValue): StreamEvent[] {
    if (text === '' || index < this.#nextIndex) return [];
    const { part, events } = this.#opened(index, kind);
    part.text += text;
    const decoded = decodeLogprobs(logprobs);
    const { block } = part;
    return [
      ...events,
      { type: 'textDelta', block, text, ...(decoded === undefined ? {} : { logprobs: decoded }) },
    ];
  }

  #rest(index: number, kind: 'text' | 'refusal', whole: string | undefined): StreamEvent[] {
    return this.#text(index, kind, restOf(whole, this.#open?.index === index ? this.#open.text : ''));
  }

  #wholePart(index: number, part: JsonObject): StreamEvent[] {
    if (index < this.#nextIndex) return [];
    const events =
      part.type === 'refusal'
        ? this.#rest(index, 'refusal', asString(part.refusal))
        : this.#rest(index, 'text', asString(part.text));
    const known = this.#open?.index === index ? this.#open.citations : 0;
    for (const annotation of asArray(part.annotations).slice(known)) {
      events.push(...this.#cite(index, annotation));
    }
    return [...events, ...this.#end()];
  }

  #cite(index: number, annotation: JsonValue | undefined): StreamEvent[] {
    const part = this.#open;
    if (part?.index !== index || annotation === undefined || annotation === null) return [];
    part.citations++;
    return [{ type: 'citation', block: part.block, citation: decodeAnnotation(annotation) }];
  }

  #opened(index: number, kind: 'text' | 'refusal'): { part: OpenPart; events: StreamEvent[] } {
    if (this.#open?.index === index) return { part: this.#open, events: [] };
    const events = this.#end();
    if (kind === 'refusal') this.#onRefusal();
    const part = { block: this.#newBlock(), index, text: '', citations: 0 };
    this.#open = part;
    return { part, events: [...events, { type: 'blockStart', block: part.block, content: { type: kind } }] };
  }

  #end(): StreamEvent[] {
    if (this.#open === undefined) return [];
    const { block, index } = this.#open;
    this.#open = undefined;
    this.#nextIndex = index + 1;
    return [{ type: 'blockEnd', block }];
  }
}

/** A call of a function or custom tool whose name is known from its first event on. */
export class CallDecoder implements ItemDecoder {
  readonly #block: number;
  readonly #custom: boolean;
  readonly start: StreamEvent[];
  #input = '';

  constructor(item: JsonObject, newBlock: NewBlock) {
    this.#block = newBlock();
    this.#custom = item.type === 'custom_tool_call';
    const namespace = asString(item.namespace);
    const content: BlockStart = {
      type: 'toolCall',
      id: toolCallIdOrNew(asString(item.call_id) ?? asString(item.id)),
      name: asString(item.name) ?? '',
      ...(namespace === undefined ? {} : { namespace }),
      ...(this.#custom ? { custom: true } : {}),
    };
    this.start = [{ type: 'blockStart', block: this.#block, content }];
  }

  read(kind: string, body: JsonObject): StreamEvent[] {
    switch (kind) {
      case 'function_call_arguments.delta':
      case 'custom_tool_call_input.delta':
        return this.#add(asString(body.delta) ?? '');
      case 'function_call_arguments.done':
      case 'custom_tool_call_input.done':
        return this.#add(restOf(this.#inputOf(body), this.#input));
      default:
        return [];
    }
  }

  done(item: JsonObject): StreamEvent[] {
    const events = this.#add(restOf(this.#inputOf(item), this.#input));
    if (!this.#custom && this.#input.trim() === '') events.push(...this.#add('{}'));
    return [...events, { type: 'blockEnd', block: this.#block }];
  }

  #inputOf(body: JsonObject): string | undefined {
    return asString(this.#custom ? body.input : body.arguments);
  }

  #add(json: string): StreamEvent[] {
    if (json === '') return [];
    this.#input += json;
    return [{ type: 'argumentsDelta', block: this.#block, json }];
  }
}

/**
 * Reasoning: its summary, or the thoughts themselves, whichever comes first; several parts are paragraphs of one text. What
 * shows nothing and cannot be sent back begins no block.
 */
export class ReasoningDecoder implements ItemDecoder {
  readonly #newBlock: NewBlock;
  #id: string | undefined;
  #block: number | undefined;
  #text = '';
  /** The kind and number of the part that is being read. */
  #part: string | undefined;
  #partText = '';

  constructor(item: JsonObject, newBlock: NewBlock) {
    this.#id = asString(item.id);
    this.#newBlock = newBlock;
  }

  read(kind: string, body: JsonObject): StreamEvent[] {
    const index = asNumber(body.summary_index) ?? asNumber(body.content_index) ?? 0;
    switch (kind) {
      case 'reasoning_summary_text.delta':
      case 'reasoning_text.delta':
        return this.#add(`${kind.replace('.delta', '')} ${index}`, asString(body.delta) ?? '');
      case 'reasoning_summary_text.done':
      case 'reasoning_text.done': {
        const part = `${kind.replace('.done', '')} ${index}`;
        return this.#add(part, restOf(asString(body.text), part === this.#part ? this.#partText : ''));
      }
      default:
        return [];
    }
  }

  done(item: JsonObject): StreamEvent[] {
    const events = this.#text === '' ? this.#add('whole 0', reasoningTextOf(item)) : [];
    const encrypted = asString(item.encrypted_content) ?? '';
    if (encrypted !== '') {
      // Ids that change from event to event (Copilot) are those of the whole item at its end.
      const signature = openReasoning(encrypted, asString(item.id) ?? this.#id);
      events.push(...this.#begin());
      if (this.#block !== undefined) events.push({ type: 'signature', block: this.#block, signature });
    }
    if (this.#block !== undefined) events.push({ type: 'blockEnd', block: this.#block });
    return events;
  }

  #add(part: string, text: string): StreamEvent[] {
    const kind = part.split(' ', 1)[0];
    if (text === '' || (this.#part !== undefined && this.#part.split(' ', 1)[0] !== kind)) return [];
    const isNext = this.#part !== undefined && this.#part !== part;
    if (this.#part !== part) this.#partText = '';
    this.#part = part;
    this.#partText += text;
    const shown = (isNext ? '\n\n' : '') + text;
    this.#text += shown;
    const begun = this.#begin();
    const block = this.#block ?? 0;
    return [...begun, { type: 'reasoningDelta', block, text: shown }];
  }

  #begin(): StreamEvent[] {
    if (this.#block !== undefined) return [];
    this.#block = this.#newBlock();
    const id = this.#id === undefined ? {} : { id: this.#id };
    return [{ type: 'blockStart', block: this.#block, content: { type: 'reasoning', ...id } }];
  }
}

/** An item that is understood only as a whole. */
export class WholeItemDecoder implements ItemDecoder {
  readonly #begun: JsonObject;
  readonly #newBlock: NewBlock;

  constructor(item: JsonObject, newBlock: NewBlock) {
    this.#begun = item;
    this.#newBlock = newBlock;
  }

  read(): StreamEvent[] {
    return [];
  }

  done(item: JsonObject): StreamEvent[] {
    const whole = item.type === undefined ? this.#begun : item;
    return partEvents(decodeOutputItem(whole), this.#newBlock);
  }
}

function partEvents(content: readonly NeutralPart[], newBlock: NewBlock): StreamEvent[] {
  const numbers = new Map<number, number>();
  return answerToEvents({ content, finishReason: 'stop' }).flatMap((event) => {
    if (!('block' in event)) return [];
    const block = numbers.get(event.block) ?? newBlock();
    numbers.set(event.block, block);
    return [{ ...event, block }];
  });
}
