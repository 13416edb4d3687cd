import { usageOfChunk } from '../chat/chatUsage.ts';
import { emptyStream, failureIn, truncatedStream } from '../chat/failure.ts';
import { decodeFinishReason } from '../chat/finishReason.ts';
import type { StreamDecoder, WireEvent } from '../codec.ts';
import type { StreamEvent } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { TextAnswer } from './textAnswer.ts';

/**
 * Reads a stream of `text_completion` chunks, the first choice alone. Lines that are no JSON are skipped. A body that
 * ends with neither `[DONE]` nor a finish_reason is a `truncated_stream` error.
 */
export class CompletionsStreamDecoder implements StreamDecoder {
  readonly #answer = new TextAnswer();
  #finishReason: string | undefined;

  push(event: WireEvent): StreamEvent[] {
    if (this.#answer.closed) return [];
    if (event.data.trim() === '[DONE]') return this.#end();
    const chunk = parseObject(event.data);
    if (chunk === undefined) return [];
    const failure = failureIn(chunk);
    return failure === undefined ? this.#readChunk(chunk) : this.#answer.fail(failure);
  }

  end(): StreamEvent[] {
    if (this.#answer.closed) return [];
    return this.#finishReason === undefined ? this.#answer.fail(truncatedStream) : this.#end();
  }

  #readChunk(chunk: JsonObject): StreamEvent[] {
    const events: StreamEvent[] = [];
    const choice = asArray(chunk.choices).find((candidate) => isObject(candidate) && !candidate.index);
    const usage = usageOfChunk(chunk);
    if (isObject(choice) || usage !== undefined) {
      events.push(
        ...this.#answer.start({
          id: asString(chunk.id) || undefined,
          model: asString(chunk.model) || undefined,
          createdAtS: asNumber(chunk.created) || undefined,
        }),
      );
    }
    if (isObject(choice)) {
      const logprobs = isObject(choice.logprobs) ? choice.logprobs : undefined;
      events.push(...this.#answer.text(asString(choice.text) ?? '', logprobs));
      this.#finishReason ??= asString(choice.finish_reason) || undefined;
    }
    if (usage !== undefined) events.push({ type: 'usage', usage });
    return events;
  }

  #end(): StreamEvent[] {
    if (!this.#answer.started) return this.#answer.fail(emptyStream);
    return this.#answer.finish(decodeFinishReason(this.#finishReason, false));
  }
}
