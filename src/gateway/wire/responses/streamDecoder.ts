import type { StreamDecoder, WireEvent } from '../codec.ts';
import { truncatedStream } from '../chat/failure.ts';
import type { StreamEvent, StreamFailure } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { isParallelWrapper } from './decodeOutput.ts';
import { failureIn, unexplainedFailure } from './failure.ts';
import { decodeFinishReason } from './finish.ts';
import { CallDecoder, MessageDecoder, ReasoningDecoder, WholeItemDecoder } from './itemDecoder.ts';
import type { ItemDecoder } from './itemDecoder.ts';
import { decodeResponsesUsage } from './responsesUsage.ts';

/**
 * Reads a stream of the Responses API. Items are told by their `output_index` (Copilot gives every event another id). Events
 * and items that are unknown, and lines that are no JSON, are skipped. Items of which no event came but the last, or that
 * stand in the response alone, are read from there. A body that ends before the response does is a `truncated_stream` error.
 */
export class ResponsesStreamDecoder implements StreamDecoder {
  readonly #items = new Map<number, ItemDecoder>();
  readonly #seen = new Set<number>();
  #blockCount = 0;
  #lastIndex = 0;
  #started = false;
  readonly #saw = { toolCall: false, refusal: false };
  /** `end` or `error` was given out. */
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    if (this.#closed) return [];
    const body = parseObject(event.data);
    if (body === undefined) return [];
    const type = asString(body.type) ?? event.event ?? '';
    const response = isObject(body.response) ? body.response : {};
    switch (type) {
      case 'response.created':
      case 'response.in_progress':
      case 'response.queued':
        return this.#start(response);
      case 'response.output_item.added':
        return [...this.#start({}), ...this.#begin(body, isObject(body.item) ? body.item : {})];
      case 'response.output_item.done':
        return [...this.#start({}), ...this.#done(body, isObject(body.item) ? body.item : {})];
      case 'response.completed':
      case 'response.done':
      case 'response.incomplete':
        return this.#over(response, failureIn(response));
      case 'response.failed':
      case 'response.cancelled':
        return this.#fail(failureIn(response) ?? unexplainedFailure);
      default: {
        const failure = failureIn({ ...body, type });
        if (failure !== undefined) return this.#fail(failure);
        return type.startsWith('response.') ? this.#read(type.slice('response.'.length), body) : [];
      }
    }
  }

  end(): StreamEvent[] {
    return this.#closed ? [] : this.#fail(truncatedStream);
  }

  #start(response: JsonObject): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [
      {
        type: 'start',
        id: asString(response.id),
        model: asString(response.model),
        createdAtS: asNumber(response.created_at),
      },
    ];
  }

  #begin(body: JsonObject, item: JsonObject): StreamEvent[] {
    const index = this.#indexOf(body);
    if (this.#seen.has(index)) return [];
    this.#seen.add(index);
    this.#lastIndex = index;
    const decoder = this.#decoderFor(item);
    this.#items.set(index, decoder);
    return decoder instanceof CallDecoder ? decoder.start : [];
  }

  #decoderFor(item: JsonObject): ItemDecoder {
    const newBlock = (): number => this.#blockCount++;
    const name = asString(item.name) ?? '';
    switch (item.type) {
      case 'message':
        return new MessageDecoder(newBlock, () => {
          this.#saw.refusal = true;
        });
      case 'reasoning':
        return new ReasoningDecoder(item, newBlock);
      case 'function_call':
      case 'custom_tool_call':
        this.#saw.toolCall = true;
        return name === '' || isParallelWrapper(name)
          ? new WholeItemDecoder(item, newBlock)
          : new CallDecoder(item, newBlock);
      default:
        return new WholeItemDecoder(item, newBlock);
    }
  }

  #read(kind: string, body: JsonObject): StreamEvent[] {
    const index = asNumber(body.output_index) ?? this.#lastIndex;
    const decoder = this.#items.get(index);
    if (decoder !== undefined) return decoder.read(kind, body);
    const type = typeOfEvent(kind);
    if (type === undefined || this.#seen.has(index)) return [];
    const begun = this.#begin({ output_index: index }, { type });
    return [...this.#start({}), ...begun, ...(this.#items.get(index)?.read(kind, body) ?? [])];
  }

  #done(body: JsonObject, item: JsonObject): StreamEvent[] {
    const index =
      asNumber(body.output_index) ?? (this.#items.has(this.#lastIndex) ? this.#lastIndex : undefined);
    const begun = index !== undefined && this.#items.has(index) ? [] : this.#begin(body, item);
    const at = index ?? this.#lastIndex;
    const decoder = this.#items.get(at);
    this.#items.delete(at);
    return decoder === undefined ? [] : [...begun, ...decoder.done(item)];
  }

  /** Servers that leave the index out begin their items one after another. */
  #indexOf(body: JsonObject): number {
    return asNumber(body.output_index) ?? Math.max(-1, ...this.#seen) + 1;
  }

  #over(response: JsonObject, failure: StreamFailure | undefined): StreamEvent[] {
    return failure === undefined ? this.#end(response) : this.#fail(failure);
  }

  #end(response: JsonObject): StreamEvent[] {
    const events = this.#start(response);
    const output = asArray(response.output);
    for (const [index, decoder] of this.#items) {
      const item = output[index];
      events.push(...decoder.done(isObject(item) ? item : {}));
    }
    this.#items.clear();
    // Where items were announced, the list may count them otherwise (some backends leave it empty).
    const unseen = this.#seen.size === 0 ? output : [];
    for (const [index, item] of unseen.entries()) {
      if (!isObject(item)) continue;
      const place = { output_index: index };
      events.push(...this.#begin(place, item), ...this.#done(place, item));
    }
    this.#closed = true;
    const usage = decodeResponsesUsage(response);
    if (usage !== undefined) events.push({ type: 'usage', usage });
    events.push({ type: 'finish', reason: decodeFinishReason(response, this.#saw) }, { type: 'end' });
    return events;
  }

  #fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}

/** The kind of item that an event is about, for servers that never announce their items. */
function typeOfEvent(kind: string): string | undefined {
  if (/^(?:output_text|refusal)\./.test(kind)) return 'message';
  return kind.startsWith('reasoning_') ? 'reasoning' : undefined;
}
