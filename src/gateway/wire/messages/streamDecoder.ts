import type { StreamDecoder, WireEvent } from '../codec.ts';
import type { StreamEvent } from '../exchange.ts';
import { asNumber, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { BlockDecoder } from './blockDecoder.ts';
import { MessagesUsage } from './messagesUsage.ts';
import { finishReasonOf } from './stopReason.ts';
import { failureOf } from './streamFailure.ts';

/**
 * Reads Anthropic's stream (message_start, content_block_*, message_delta, message_stop, ping, error). Events that are
 * unknown or no JSON are skipped, whatever follows is still read. A second message_start is an error: two answers have
 * been mixed. A body that ends before the model's stop reason is a `truncated_stream` error.
 */
export class MessagesStreamDecoder implements StreamDecoder {
  readonly #usage = new MessagesUsage();
  readonly #blocks = new BlockDecoder();
  #started = false;
  #finished = false;
  /** `end` or `error` was given out. */
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    if (this.#closed) return [];
    const body = parseObject(event.data);
    if (body === undefined) return [];
    switch (asString(body.type) ?? event.event) {
      case 'message_start':
        return this.#start(isObject(body.message) ? body.message : {});
      case 'content_block_start':
        return [
          ...this.#ensureStarted(),
          ...this.#blocks.start(indexOf(body), isObject(body.content_block) ? body.content_block : {}),
        ];
      case 'content_block_delta':
        return [
          ...this.#ensureStarted(),
          ...this.#blocks.delta(indexOf(body), isObject(body.delta) ? body.delta : {}),
        ];
      case 'content_block_stop':
        return this.#blocks.stop(indexOf(body));
      case 'message_delta':
        return this.#messageDelta(body);
      case 'message_stop':
        return this.#end();
      case 'ping':
        return [{ type: 'ping' }];
      case 'error':
        return this.#fail(body);
      default:
        return body.error === undefined ? [] : this.#fail(body);
    }
  }

  /** Blocks have their numbers on the wire, so that nothing is counted here. */
  passText(): void {
    return;
  }

  end(): StreamEvent[] {
    if (this.#closed) return [];
    if (this.#finished) return this.#end();
    this.#closed = true;
    const message = 'The provider’s stream broke off before its end.';
    return [{ type: 'error', failure: { type: 'truncated_stream', message } }];
  }

  #start(message: JsonObject): StreamEvent[] {
    if (this.#started) {
      return this.#fail({ error: { message: 'The provider began a second message inside one stream.' } });
    }
    this.#started = true;
    const usage = this.#usage.merge(message.usage);
    return [{ type: 'start', id: asString(message.id), model: asString(message.model), usage }];
  }

  #ensureStarted(): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [{ type: 'start' }];
  }

  #messageDelta(body: JsonObject): StreamEvent[] {
    const events: StreamEvent[] = this.#ensureStarted();
    const usage = isObject(body.usage) ? this.#usage.merge(body.usage) : undefined;
    if (usage !== undefined) events.push({ type: 'usage', usage });
    const delta = isObject(body.delta) ? body.delta : {};
    const stopReason = asString(delta.stop_reason);
    if (stopReason !== undefined) events.push(...this.#finish(stopReason, asString(delta.stop_sequence)));
    return events;
  }

  #finish(stopReason: string | undefined, stopSequence: string | undefined): StreamEvent[] {
    if (this.#finished) return [];
    this.#finished = true;
    const reason = finishReasonOf(stopReason, this.#blocks.sawToolCall);
    return [...this.#blocks.stopAll(), { type: 'finish', reason, stopSequence }];
  }

  #end(): StreamEvent[] {
    const events: StreamEvent[] = [
      ...this.#ensureStarted(),
      ...this.#finish(undefined, undefined),
      { type: 'end' },
    ];
    this.#closed = true;
    return events;
  }

  #fail(body: JsonObject): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure: failureOf(body) }];
  }
}

function indexOf(body: JsonObject): number {
  return asNumber(body.index) ?? 0;
}
