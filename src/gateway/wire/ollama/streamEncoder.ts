import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { AnswerContext, StreamEncoder } from '../codec.ts';
import { ollamaErrorShape } from '../errorShapes.ts';
import type { BlockStart, FinishReason, StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { countFields, doneReason, formatTime, logprobFields, nanoseconds } from './answerFacts.ts';
import type { AnswerPiece, PieceShape } from './answerPiece.ts';
import { brokenCallMessage, encodeToolCall } from './answerToolCalls.ts';

interface OpenCall {
  readonly id: string;
  readonly name: string;
  argumentsJson: string;
}

/**
 * Writes an answer as lines of JSON: each piece as it comes, a tool call when it is whole, and the counts with `done`. Nothing
 * else may stand in such a stream, so that a ping writes nothing. A failure is a line with `error`, after which nothing is written.
 */
export class OllamaStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #shape: PieceShape;
  readonly #calls = new Map<number, OpenCall>();
  #head: JsonObject;
  #callCount = 0;
  #brokenCall: string | undefined;
  #firstPieceMs: number | undefined;
  #usage: Usage | undefined;
  #reason: FinishReason = 'stop';
  #closed = false;

  constructor(context: AnswerContext, shape: PieceShape) {
    this.#context = context;
    this.#shape = shape;
    this.#head = { model: context.model, created_at: formatTime(context.createdAtS) };
  }

  encode(event: StreamEvent): string {
    if (this.#closed) return '';
    switch (event.type) {
      case 'start':
        this.#start(event);
        return '';
      case 'blockStart':
        this.#openBlock(event.block, event.content);
        return '';
      case 'textDelta':
        return this.#piece({ text: event.text }, event.logprobs);
      case 'reasoningDelta':
        return this.#piece({ text: '', thinking: event.text });
      case 'argumentsDelta': {
        const call = this.#calls.get(event.block);
        if (call !== undefined) call.argumentsJson += event.json;
        return '';
      }
      case 'blockEnd':
        return this.#endBlock(event.block);
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'finish':
        this.#reason = event.reason;
        return '';
      case 'end':
        return this.#end();
      case 'error':
        return this.#fail(event.failure);
      // Nothing is nothing here, and there is no word for signatures and for the sources of a text.
      case 'ping':
      case 'signature':
      case 'citation':
        return '';
    }
  }

  #start({ model, createdAtS, usage }: Extract<StreamEvent, { type: 'start' }>): void {
    this.#usage = mergeUsage(this.#usage, usage);
    this.#head = {
      model: model ?? this.#context.model,
      created_at: formatTime(createdAtS ?? this.#context.createdAtS),
    };
  }

  #openBlock(block: number, content: BlockStart): void {
    if (content.type !== 'toolCall') return;
    this.#calls.set(block, { id: content.id, name: content.name, argumentsJson: '' });
  }

  #endBlock(block: number): string {
    const open = this.#calls.get(block);
    if (open === undefined) return '';
    this.#calls.delete(block);
    const call = encodeToolCall(open, this.#callCount);
    if (call === undefined) {
      this.#brokenCall ??= open.name;
      return '';
    }
    this.#callCount++;
    return this.#piece({ text: '', toolCalls: [call] });
  }

  #piece(piece: AnswerPiece, logprobs?: JsonValue): string {
    this.#firstPieceMs ??= this.#context.elapsedMs();
    return this.#line({ ...this.#shape(piece), done: false, ...logprobFields(logprobs) });
  }

  /** A call that the output limit cut off is left out, as Ollama does; one that is nonsense is a failure. */
  #end(): string {
    if (this.#brokenCall !== undefined && this.#reason !== 'length') {
      return this.#fail({ type: 'api_error', message: brokenCallMessage(this.#brokenCall) });
    }
    this.#closed = true;
    const totalMs = this.#context.elapsedMs();
    const promptMs = this.#firstPieceMs ?? totalMs;
    return this.#line({
      ...this.#shape({ text: '' }),
      done: true,
      done_reason: doneReason(this.#reason),
      total_duration: nanoseconds(totalMs),
      load_duration: 0,
      ...countFields(this.#usage),
      prompt_eval_duration: nanoseconds(promptMs),
      eval_duration: nanoseconds(totalMs - promptMs),
    });
  }

  #fail(failure: StreamFailure): string {
    this.#closed = true;
    return ollamaErrorShape.streamEvent({
      status: 502,
      type: failure.type,
      code: failure.code ?? failure.type,
      message: failure.message,
      details: {},
      requestId: '',
    });
  }

  #line(fields: JsonObject): string {
    return `${JSON.stringify({ ...this.#head, ...fields })}\n`;
  }
}
