import { AnswerBlocks } from '../chat/answerBlocks.ts';
import { failureIn, truncatedStream } from '../chat/failure.ts';
import type { StreamDecoder, StreamTap, WireEvent } from '../codec.ts';
import type { StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import { asString, parseObject, type JsonObject } from '../json.ts';
import { createdAtOf, decodeLogprobs, finishReasonOf, usageOf } from './answerFacts.ts';
import { readPiece } from './answerPiece.ts';
import { decodeToolCall } from './answerToolCalls.ts';

/**
 * Reads the lines of a streamed `/api/chat` or `/api/generate`: pieces, and a last line with `done` and the counts. Lines that
 * are no JSON are skipped; a body that ends before `done` is a `truncated_stream` error.
 */
export class OllamaStreamDecoder implements StreamDecoder {
  readonly #blocks = new AnswerBlocks();
  #started = false;
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    const line = this.#closed ? undefined : parseObject(event.data);
    if (line === undefined) return [];
    const failure = failureIn(line);
    return failure === undefined ? this.#readLine(line) : this.#fail(failure);
  }

  end(): StreamEvent[] {
    return this.#closed ? [] : this.#fail(truncatedStream);
  }

  #readLine(line: JsonObject): StreamEvent[] {
    const events: StreamEvent[] = [];
    if (!this.#started) {
      this.#started = true;
      events.push({ type: 'start', model: asString(line.model), createdAtS: createdAtOf(line) });
    }
    events.push(...this.#readPiece(line));
    return line.done === true ? [...events, ...this.#finish(line)] : events;
  }

  /** Every call comes whole, in one line. */
  #readPiece(line: JsonObject): StreamEvent[] {
    const { text, thinking = '', toolCalls = [] } = readPiece(line) ?? { text: '' };
    const events = [
      ...this.#blocks.reasoning(thinking),
      ...this.#blocks.text('text', text, decodeLogprobs(line.logprobs)),
    ];
    for (const call of toolCalls.flatMap((value) => decodeToolCall(value) ?? [])) {
      const { id, name, argumentsJson } = call;
      events.push(...this.#blocks.toolCalls([{ id, function: { name, arguments: argumentsJson } }]));
    }
    return events;
  }

  #finish(line: JsonObject): StreamEvent[] {
    this.#closed = true;
    const usage = usageOf(line);
    return [
      ...(usage === undefined ? [] : [{ type: 'usage', usage } as const]),
      ...this.#blocks.endAll(),
      { type: 'finish', reason: finishReasonOf(line, this.#blocks.sawToolCall) },
      { type: 'end' },
    ];
  }

  #fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}

/** Reads counts, the proper end and failures off a stream that passes through. */
export class OllamaStreamTap implements StreamTap {
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
