import type { StreamDecoder, WireEvent } from '../codec.ts';
import type { StreamEvent, StreamFailure } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { decodeAnnotations } from './annotations.ts';
import { AnswerBlocks } from './answerBlocks.ts';
import { usageOfChunk } from './chatUsage.ts';
import { contentParts } from './content.ts';
import { emptyStream, failureIn, truncatedStream } from './failure.ts';
import { decodeFinishReason } from './finishReason.ts';
import { reasoningBlocks, reasoningText } from './reasoning.ts';

/**
 * Reads a stream of `chat.completion.chunk`s, the first choice alone. Lines that are no JSON are skipped, whatever follows
 * is still read. The finish is given out at the stream's end, once, because servers repeat it, send it early and follow it
 * with usage. A body that ends with neither `[DONE]` nor a finish_reason is a `truncated_stream` error.
 */
export class ChatStreamDecoder implements StreamDecoder {
  readonly #blocks = new AnswerBlocks();
  #started = false;
  #finishReason: string | undefined;
  /** `end` or `error` was given out. */
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    if (this.#closed) return [];
    if (event.data.trim() === '[DONE]') return this.#end();
    const chunk = parseObject(event.data);
    if (chunk === undefined) return [];
    const failure = failureIn(chunk);
    return failure === undefined ? this.#readChunk(chunk) : this.#fail(failure);
  }

  passText(text: string): void {
    this.#blocks.passText(text);
  }

  end(): StreamEvent[] {
    if (this.#closed) return [];
    return this.#finishReason === undefined ? this.#fail(truncatedStream) : this.#end();
  }

  #readChunk(chunk: JsonObject): StreamEvent[] {
    const events: StreamEvent[] = [];
    const choice = asArray(chunk.choices).find((candidate) => isObject(candidate) && !candidate.index);
    if (isObject(choice)) {
      events.push(...this.#start(chunk), ...this.#readDelta(choice));
      const reason = asString(choice.finish_reason);
      if (reason !== undefined && reason !== '') this.#finishReason ??= reason;
    }
    const usage = usageOfChunk(chunk);
    if (usage !== undefined) events.push(...this.#start(chunk), { type: 'usage', usage });
    return events;
  }

  /** Azure begins with a chunk that has neither an id nor choices: the first chunk with content says who answers. */
  #start(chunk: JsonObject): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [
      {
        type: 'start',
        id: asString(chunk.id) || undefined,
        model: asString(chunk.model) || undefined,
        createdAtS: asNumber(chunk.created) || undefined,
      },
    ];
  }

  #readDelta(choice: JsonObject): StreamEvent[] {
    const delta = isObject(choice.delta) ? choice.delta : {};
    const plainReasoning = reasoningText(delta);
    const events = plainReasoning === undefined ? [] : this.#blocks.reasoning(plainReasoning);
    for (const part of reasoningBlocks(delta)) {
      events.push(...this.#blocks.reasoningBlock(part, plainReasoning !== undefined));
    }
    const logprobs = isObject(choice.logprobs) ? choice.logprobs : undefined;
    for (const part of contentParts(delta.content)) {
      if (part.type === 'reasoning') events.push(...this.#blocks.reasoning(part.text));
      else events.push(...this.#blocks.text(part.type, part.text, logprobs));
    }
    events.push(...this.#blocks.citations(decodeAnnotations(delta.annotations)));
    events.push(...this.#blocks.text('refusal', asString(delta.refusal) ?? '', logprobs));
    events.push(...this.#blocks.toolCalls(delta.tool_calls));
    if (isObject(delta.function_call)) {
      events.push(...this.#blocks.toolCalls([{ index: 0, function: delta.function_call }]));
    }
    return events;
  }

  #end(): StreamEvent[] {
    if (!this.#started) return this.#fail(emptyStream);
    this.#closed = true;
    return [
      ...this.#blocks.endAll(),
      { type: 'finish', reason: decodeFinishReason(this.#finishReason, this.#blocks.sawToolCall) },
      { type: 'end' },
    ];
  }

  #fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}
