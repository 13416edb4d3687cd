import type { BlockStart, Citation, Signature } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { CallItem, SearchCallItem } from './callItem.ts';
import type { CalledTool } from './callItem.ts';
import { idPrefixes, isOwnReasoningId, itemId } from './itemIds.ts';
import { MessageItem } from './messageItem.ts';
import type { ItemPlace, ItemStatus, OutputItem, ResponseEvent } from './outputItem.ts';
import { OpaqueItem, ReasoningItem } from './reasoningItem.ts';

type Block =
  | { readonly kind: 'text'; readonly item: MessageItem; signature?: Signature }
  | { readonly kind: 'call'; readonly item: CallItem | SearchCallItem; signature?: Signature }
  | { readonly kind: 'reasoning'; readonly item: ReasoningItem }
  | { readonly kind: 'opaque'; readonly item: OpaqueItem };

/** An item whose block has ended, and what signed it. */
interface EndedItem {
  readonly item: OutputItem;
  readonly signature?: Signature;
}

export interface OutputOptions {
  readonly responseId: string;
  /** The client runs its tool search itself: a call of that name is an item of its own kind. */
  readonly searchName: string | undefined;
}

/**
 * The output of one response: blocks become items, each with its events. Neighbouring texts share a message. An item is
 * finished when the next begins or the answer ends, because only then it is known whether it was cut off.
 */
export class OutputWriter {
  readonly #options: OutputOptions;
  readonly #items: OutputItem[] = [];
  readonly #blocks = new Map<number, Block>();
  #message: MessageItem | undefined;
  #ended: EndedItem[] = [];

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  /** Every finished item, in its place. */
  get output(): JsonObject[] {
    return this.#items.map(({ item }) => item);
  }

  begin(number: number, content: BlockStart): ResponseEvent[] {
    if (content.type === 'text' || content.type === 'refusal') return this.#beginText(number, content.type);
    if (content.type === 'opaque' && content.format !== 'responses') return [];
    this.#endMessage();
    const finished = this.#finishEnded('completed');
    const block = this.#blockFor(content);
    this.#blocks.set(number, block);
    return [...finished, ...this.#add(block.item)];
  }

  text(number: number, text: string, logprobs: JsonValue | undefined): ResponseEvent[] {
    const block = this.#blocks.get(number);
    return block?.kind === 'text' ? block.item.delta(text, logprobs) : [];
  }

  reasoning(number: number, text: string): ResponseEvent[] {
    const block = this.#blocks.get(number);
    return block?.kind === 'reasoning' ? block.item.delta(text) : [];
  }

  input(number: number, text: string): ResponseEvent[] {
    const block = this.#blocks.get(number);
    return block?.kind === 'call' ? block.item.delta(text) : [];
  }

  cite(number: number, citation: Citation): ResponseEvent[] {
    const block = this.#blocks.get(number);
    return block?.kind === 'text' ? block.item.cite(citation) : [];
  }

  sign(number: number, signature: Signature): void {
    const block = this.#blocks.get(number);
    if (block?.kind === 'reasoning') block.item.sign(signature);
    else if (block?.kind === 'text' || block?.kind === 'call') block.signature = signature;
  }

  end(number: number): ResponseEvent[] {
    const block = this.#blocks.get(number);
    if (block === undefined) return [];
    this.#blocks.delete(number);
    if (block.kind !== 'text') {
      this.#ended.push(block);
      return [];
    }
    const events = block.item.endPart();
    // A signed text is a message of its own: the signature stands behind it.
    if (block.signature !== undefined) this.#endMessage(block.signature);
    return events;
  }

  /** Ends everything; the last item was cut off when `status` says so. */
  finish(status: ItemStatus): ResponseEvent[] {
    const events = [...this.#blocks.keys()].flatMap((number) => this.end(number));
    this.#endMessage();
    return [...events, ...this.#finishEnded(status)];
  }

  #beginText(number: number, kind: 'text' | 'refusal'): ResponseEvent[] {
    const events: ResponseEvent[] = [];
    let message = this.#message;
    if (message === undefined) {
      events.push(...this.#finishEnded('completed'));
      message = new MessageItem(this.#place(idPrefixes.message));
      this.#message = message;
      events.push(...this.#add(message));
    }
    this.#blocks.set(number, { kind: 'text', item: message });
    return [...events, ...message.beginPart(kind)];
  }

  #blockFor(content: Exclude<BlockStart, { type: 'text' | 'refusal' }>): Block {
    switch (content.type) {
      case 'reasoning':
        return { kind: 'reasoning', item: new ReasoningItem(this.#reasoningPlace(content.id)) };
      case 'redactedReasoning': {
        const marked = { mark: 'redacted', signature: content.signature } as const;
        return { kind: 'reasoning', item: new ReasoningItem(this.#place(idPrefixes.reasoning), marked) };
      }
      case 'toolCall':
        return { kind: 'call', item: this.#callItem(content) };
      case 'opaque':
        return {
          kind: 'opaque',
          item: new OpaqueItem({ id: '', index: this.#items.length }, content.value),
        };
    }
  }

  #callItem(call: CalledTool): CallItem | SearchCallItem {
    if (call.custom === true) return new CallItem(this.#place(idPrefixes.customToolCall), call);
    if (call.name === this.#options.searchName && call.namespace === undefined) {
      return new SearchCallItem(this.#place(idPrefixes.toolSearchCall), call);
    }
    return new CallItem(this.#place(idPrefixes.functionCall), call);
  }

  /** Reasoning of a provider of this format keeps the id under which it can be sent back. */
  #reasoningPlace(id: string | undefined): ItemPlace {
    const isTheirs = id?.startsWith('rs_') === true && !isOwnReasoningId(id);
    return isTheirs ? { id, index: this.#items.length } : this.#place(idPrefixes.reasoning);
  }

  #place(prefix: string): ItemPlace {
    const index = this.#items.length;
    return { id: itemId(prefix, this.#options.responseId, index), index };
  }

  #add(item: OutputItem): ResponseEvent[] {
    this.#items.push(item);
    return item.begin();
  }

  #endMessage(signature?: Signature): void {
    if (this.#message === undefined) return;
    this.#ended.push({ item: this.#message, ...(signature === undefined ? {} : { signature }) });
    this.#message = undefined;
  }

  #finishEnded(statusOfLast: ItemStatus): ResponseEvent[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended.flatMap(({ item, signature }, index) => {
      const status = index === ended.length - 1 ? statusOfLast : 'completed';
      return [...item.finish(status), ...(signature === undefined ? [] : this.#carry(signature))];
    });
  }

  /** Calls and texts have no field for a signature: a reasoning item behind them carries it, sealed. */
  #carry(signature: Signature): ResponseEvent[] {
    const carrier = new ReasoningItem(this.#place(idPrefixes.reasoning), { mark: 'carrier', signature });
    return [...this.#add(carrier), ...carrier.finish()];
  }
}
