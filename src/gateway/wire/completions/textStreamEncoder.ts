import { mergeUsage } from '../../usage/mergeUsage.ts';
import { chatUsageOf } from '../chat/chatUsage.ts';
import { encodeFinishReason } from '../chat/finishReason.ts';
import { doneEvent, heartbeat, writeFailure } from '../chat/streamEncoder.ts';
import type { AnswerContext, StreamEncoder } from '../codec.ts';
import type { FinishReason, StreamEvent, Usage } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';

/** How one completion format writes its stream. */
export interface TextStreamShape {
  /** The `object` field of every chunk. */
  readonly object: string;
  /** The first choice's field that carries the text. */
  choice(text: string, logprobs: JsonValue): JsonObject;
  /** Where the usage stands: in a chunk of its own, when asked for, or with the finish. */
  readonly usage: 'ownChunk' | 'withFinish';
}

/**
 * Writes the stream of a completion: text alone, as completions have neither reasoning nor tools. The finish is held back
 * until `end`, because usage may follow it. A failure is a chunk with `error`, after which nothing is written.
 */
export class TextStreamEncoder implements StreamEncoder {
  readonly #shape: TextStreamShape;
  readonly #context: AnswerContext;
  readonly #textBlocks = new Set<number>();
  #head: JsonObject;
  #usage: Usage | undefined;
  #finishReason: FinishReason = 'stop';
  #closed = false;

  constructor(shape: TextStreamShape, context: AnswerContext) {
    this.#shape = shape;
    this.#context = context;
    this.#head = this.#headOf({});
  }

  encode(event: StreamEvent): string {
    if (this.#closed) return '';
    switch (event.type) {
      case 'start':
        this.#head = this.#headOf(event);
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'blockStart':
        if (event.content.type === 'text') this.#textBlocks.add(event.block);
        return '';
      case 'textDelta':
        return this.#textBlocks.has(event.block) ? this.#chunk(event.text, event.logprobs ?? null) : '';
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'finish':
        this.#finishReason = event.reason;
        return '';
      case 'end':
        return this.#end();
      case 'error':
        this.#closed = true;
        return writeFailure(event.failure);
      case 'ping':
        return heartbeat;
      case 'reasoningDelta':
      case 'signature':
      case 'citation':
      case 'argumentsDelta':
      case 'blockEnd':
        return '';
    }
  }

  #headOf(start: { id?: string; model?: string; createdAtS?: number }): JsonObject {
    return {
      id: start.id ?? this.#context.id,
      object: this.#shape.object,
      created: start.createdAtS ?? this.#context.createdAtS,
      model: start.model ?? this.#context.model,
    };
  }

  #chunk(text: string, logprobs: JsonValue, finish: string | null = null, usage: JsonObject = {}): string {
    const choice = { index: 0, ...this.#shape.choice(text, logprobs), finish_reason: finish };
    return formatSseEvent({ ...this.#head, choices: [choice], ...usage });
  }

  #end(): string {
    this.#closed = true;
    const finish = completionFinishReason(this.#finishReason);
    const usage = this.#usage === undefined ? undefined : { usage: chatUsageOf(this.#usage) };
    if (this.#shape.usage === 'withFinish') return this.#chunk('', null, finish, usage) + doneEvent;
    const chunk =
      usage === undefined || !this.#context.includeUsage
        ? ''
        : formatSseEvent({ ...this.#head, choices: [], ...usage });
    return this.#chunk('', null, finish) + chunk + doneEvent;
  }
}

/** The `finish_reason` of a completion, which cannot have called a tool. */
export function completionFinishReason(reason: FinishReason): string {
  return encodeFinishReason(reason === 'toolCalls' ? 'stop' : reason, { callsTool: false });
}
