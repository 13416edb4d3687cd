import { failureIn, truncatedStream } from '../chat/failure.ts';
import type { StreamDecoder, WireEvent } from '../codec.ts';
import { TextAnswer } from '../completions/textAnswer.ts';
import type { StreamEvent } from '../exchange.ts';
import { asString, type JsonObject, parseObject } from '../json.ts';
import { finishOf, usageOf } from './infillAnswer.ts';

/**
 * Reads a streamed `/infill`: `content` fragments, and a last event with `stop: true` and the counts; there is no `[DONE]`.
 * Events that are no JSON are skipped; a body that ends before the last event is a `truncated_stream` error.
 */
export class InfillStreamDecoder implements StreamDecoder {
  readonly #answer = new TextAnswer();

  push(event: WireEvent): StreamEvent[] {
    const body = this.#answer.closed ? undefined : parseObject(event.data);
    if (body === undefined) return [];
    const failure = failureIn(body);
    return failure === undefined ? this.#read(body) : this.#answer.fail(failure);
  }

  end(): StreamEvent[] {
    return this.#answer.closed ? [] : this.#answer.fail(truncatedStream);
  }

  #read(body: JsonObject): StreamEvent[] {
    const events = [
      ...this.#answer.start({ model: asString(body.model) || undefined }),
      ...this.#answer.text(asString(body.content) ?? ''),
    ];
    if (body.stop !== true) return events;
    const usage = usageOf(body);
    if (usage !== undefined) events.push({ type: 'usage', usage });
    const { reason, stopSequence } = finishOf(body);
    return [...events, ...this.#answer.finish(reason, stopSequence)];
  }
}
