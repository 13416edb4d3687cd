import { failureIn, truncatedStream } from '../chat/failure.ts';
import type { StreamDecoder, StreamTap, WireEvent } from '../codec.ts';
import { TextAnswer } from '../completions/textAnswer.ts';
import type { StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import { asString, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { createdAtOf, finishReasonOf, usageOf } from './generateAnswer.ts';

/**
 * Reads the lines of a streamed `/api/generate`: `response` fragments, and a last line with `done` and the counts. Lines
 * that are no JSON are skipped; a body that ends before `done` is a `truncated_stream` error.
 */
export class OllamaGenerateDecoder implements StreamDecoder {
  readonly #answer = new TextAnswer();

  push(event: WireEvent): StreamEvent[] {
    const line = this.#answer.closed ? undefined : parseObject(event.data);
    if (line === undefined) return [];
    const failure = failureIn(line);
    return failure === undefined ? this.#readLine(line) : this.#answer.fail(failure);
  }

  end(): StreamEvent[] {
    return this.#answer.closed ? [] : this.#answer.fail(truncatedStream);
  }

  #readLine(line: JsonObject): StreamEvent[] {
    const events = [
      ...this.#answer.start({ model: asString(line.model), createdAtS: createdAtOf(line) }),
      ...this.#answer.text(asString(line.response) ?? ''),
    ];
    if (line.done !== true) return events;
    const usage = usageOf(line);
    if (usage !== undefined) events.push({ type: 'usage', usage });
    return [...events, ...this.#answer.finish(finishReasonOf(line))];
  }
}

/** Reads counts, the proper end and failures off a stream that passes through. */
export class OllamaGenerateTap implements StreamTap {
  #usage: Usage | undefined;
  #finished = false;
  #failure: StreamFailure | undefined;

  get usage(): Usage | undefined {
    return this.#usage;
  }

  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see({ data }: WireEvent): void {
    if (!/"done": ?true/.test(data) && !data.includes('"error"')) return;
    const line = parseObject(data);
    if (line === undefined) return;
    if (line.done === true) this.#finished = true;
    this.#usage ??= usageOf(line);
    this.#failure ??= failureIn(line);
  }
}
