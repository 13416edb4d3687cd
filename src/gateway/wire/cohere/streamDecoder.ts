import { failureIn, truncatedStream } from '../chat/failure.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { StreamDecoder, WireEvent } from '../codec.ts';
import type { BlockStart, StreamEvent, StreamFailure } from '../exchange.ts';
import { asString, isObject, type JsonObject, parseObject } from '../json.ts';
import { decodeCitation, decodeFinishReason, decodeLogprobs, decodeUsage } from './answerFacts.ts';
import { failureText } from './decodeAnswer.ts';

interface OpenBlock {
  readonly block: number;
  readonly kind: BlockStart['type'];
  /** Of text blocks, for the places of citations. */
  text: string;
}

/**
 * Reads the events of a streamed `/v2/chat` (docs.cohere.com/v2/docs/streaming). Blocks follow one another; each stays open
 * until the next begins, as citations may come after its `content-end`. Events that are no JSON are skipped; a body that ends
 * before `message-end` is a `truncated_stream` error.
 */
export class CohereStreamDecoder implements StreamDecoder {
  #next = 0;
  #open: OpenBlock | undefined;
  #callsTool = false;
  #started = false;
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    const body = this.#closed ? undefined : parseObject(event.data);
    if (body === undefined) return [];
    const failure = failureIn(body);
    return failure === undefined ? this.#read(body) : this.#fail(failure);
  }

  end(): StreamEvent[] {
    return this.#closed ? [] : this.#fail(truncatedStream);
  }

  #read(body: JsonObject): StreamEvent[] {
    const delta = isObject(body.delta) ? body.delta : {};
    const message = isObject(delta.message) ? delta.message : {};
    switch (body.type) {
      case 'message-start':
        return this.#start(asString(body.id));
      case 'content-start':
        return [...this.#start(), ...this.#close(), ...this.#content(message, body)];
      case 'content-delta':
        return [...this.#start(), ...this.#content(message, body)];
      case 'tool-plan-delta':
        return [...this.#start(), ...this.#text('text', asString(message.tool_plan) ?? '')];
      case 'tool-call-start':
        return [...this.#start(), ...this.#startCall(message)];
      case 'tool-call-delta':
        return this.#arguments(message);
      case 'tool-call-end':
        return this.#close();
      case 'citation-start':
        return this.#citation(message);
      case 'message-end':
        return [...this.#start(), ...this.#finish(delta)];
      default:
        return [];
    }
  }

  #start(id?: string): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [{ type: 'start', id }];
  }

  #content({ content }: JsonObject, body: JsonObject): StreamEvent[] {
    if (!isObject(content)) return [];
    const logprobs = isObject(body.logprobs) ? [body.logprobs] : [];
    return [
      ...this.#text('reasoning', asString(content.thinking) ?? ''),
      ...this.#text('text', asString(content.text) ?? '', logprobs),
    ];
  }

  #text(kind: 'text' | 'reasoning', text: string, logprobItems: readonly JsonObject[] = []): StreamEvent[] {
    if (text === '') return [];
    const { open, events } = this.#opened(kind);
    if (kind === 'reasoning') return [...events, { type: 'reasoningDelta', block: open.block, text }];
    open.text += text;
    const logprobs = decodeLogprobs(logprobItems);
    const delta = { type: 'textDelta', block: open.block, text } as const;
    return [...events, logprobs === undefined ? delta : { ...delta, logprobs }];
  }

  #startCall({ tool_calls: call }: JsonObject): StreamEvent[] {
    if (!isObject(call)) return [];
    const details = isObject(call.function) ? call.function : {};
    const events = this.#close();
    const block = this.#next++;
    this.#open = { block, kind: 'toolCall', text: '' };
    this.#callsTool = true;
    const id = toolCallIdOrNew(asString(call.id));
    const name = asString(details.name) ?? '';
    events.push({ type: 'blockStart', block, content: { type: 'toolCall', id, name } });
    return [...events, ...this.#arguments({ tool_calls: call })];
  }

  #arguments({ tool_calls: call }: JsonObject): StreamEvent[] {
    const details = isObject(call) && isObject(call.function) ? call.function : {};
    const json = asString(details.arguments) ?? '';
    if (json === '' || this.#open?.kind !== 'toolCall') return [];
    return [{ type: 'argumentsDelta', block: this.#open.block, json }];
  }

  #citation({ citations: found }: JsonObject): StreamEvent[] {
    if (!isObject(found) || this.#open?.kind !== 'text') return [];
    const citation = decodeCitation(found, this.#open.text);
    return citation === undefined ? [] : [{ type: 'citation', block: this.#open.block, citation }];
  }

  #finish(delta: JsonObject): StreamEvent[] {
    const wireReason = asString(delta.finish_reason) ?? '';
    const reason = decodeFinishReason(wireReason, this.#callsTool);
    if (reason === undefined) {
      return this.#fail({ type: 'api_error', message: asString(delta.error) ?? failureText(wireReason) });
    }
    this.#closed = true;
    const usage = decodeUsage(delta.usage);
    return [
      ...this.#close(),
      ...(usage === undefined ? [] : [{ type: 'usage', usage } as const]),
      { type: 'finish', reason },
      { type: 'end' },
    ];
  }

  #opened(kind: 'text' | 'reasoning'): { open: OpenBlock; events: StreamEvent[] } {
    if (this.#open?.kind === kind) return { open: this.#open, events: [] };
    const events = this.#close();
    const open = { block: this.#next++, kind, text: '' };
    this.#open = open;
    events.push({ type: 'blockStart', block: open.block, content: { type: kind } });
    return { open, events };
  }

  #close(): StreamEvent[] {
    if (this.#open === undefined) return [];
    const { block } = this.#open;
    this.#open = undefined;
    return [{ type: 'blockEnd', block }];
  }

  #fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}
