import { AnswerBlocks } from '../chat/answerBlocks.ts';
import { truncatedStream } from '../chat/failure.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { StreamDecoder, StreamTap, WireEvent } from '../codec.ts';
import type { FinishReason, StreamEvent, StreamFailure } from '../exchange.ts';
import { asString, isObject, type JsonObject, parseObject } from '../json.ts';
import { decodeThinking } from './thinking.ts';

/**
 * Reads the parts of a model of VS Code's, a line each, to the line `end`. Every call comes whole. Parts of data have no place in
 * an answer and are skipped; a body without its `end` is a `truncated_stream` error.
 */
export class VscodeStreamDecoder implements StreamDecoder {
  readonly #blocks = new AnswerBlocks();
  #started = false;
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    const line = this.#closed ? undefined : parseObject(event.data);
    if (line === undefined) return [];
    const failure = failureOf(line);
    if (failure !== undefined) return this.#fail(failure);
    const start: StreamEvent[] = this.#started ? [] : [{ type: 'start' }];
    this.#started = true;
    return [...start, ...this.#read(line)];
  }

  end(): StreamEvent[] {
    return this.#closed ? [] : this.#fail(truncatedStream);
  }

  #read(line: JsonObject): StreamEvent[] {
    switch (line.type) {
      case 'text':
        return this.#blocks.text('text', asString(line.value) ?? '');
      case 'thinking':
        return this.#blocks.reasoning(decodeThinking(line)?.text ?? '');
      case 'toolCall': {
        const id = toolCallIdOrNew(asString(line.callId));
        const call = { name: asString(line.name) ?? '', arguments: JSON.stringify(line.input ?? {}) };
        return this.#blocks.toolCalls([{ id, function: call }]);
      }
      case 'end':
        return this.#finish(line);
      default:
        return [];
    }
  }

  #finish(line: JsonObject): StreamEvent[] {
    this.#closed = true;
    return [
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

/** Reads the proper end and failures off a stream that passes through. Usage is never said. */
export class VscodeStreamTap implements StreamTap {
  readonly usage = undefined;
  #finished = false;
  #failure: StreamFailure | undefined;

  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see({ data }: WireEvent): void {
    if (!data.startsWith('{"type":"e')) return;
    const line = parseObject(data);
    if (line?.type === 'end') this.#finished = true;
    if (line !== undefined) this.#failure ??= failureOf(line);
  }
}

/** VS Code says no reason; only our own answers do. */
export function finishReasonOf({ finishReason }: JsonObject, sawToolCall: boolean): FinishReason {
  const reasons: readonly FinishReason[] = [
    'stop',
    'stopSequence',
    'length',
    'contentFilter',
    'refusal',
    'pause',
  ];
  return reasons.find((reason) => reason === finishReason) ?? (sawToolCall ? 'toolCalls' : 'stop');
}

function failureOf({ type, error }: JsonObject): StreamFailure | undefined {
  if (type !== 'error' || !isObject(error)) return undefined;
  const code = asString(error.code);
  return {
    type: asString(error.type) ?? 'api_error',
    message: asString(error.message) ?? 'VS Code’s model failed.',
    ...(code === undefined ? {} : { code }),
  };
}
