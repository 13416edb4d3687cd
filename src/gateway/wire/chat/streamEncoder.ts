import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { AnswerContext, StreamEncoder } from '../codec.ts';
import { openaiErrorShape } from '../errorShapes.ts';
import type {
  BlockStart,
  Citation,
  FinishReason,
  ReasoningPart,
  Signature,
  StreamEvent,
  StreamFailure,
  Usage,
} from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';
import { SignedStarts } from '../signedStarts.ts';
import type { SignedEvent } from '../signedStarts.ts';
import { encodeAnnotation } from './annotations.ts';
import { callFragmentDelta, callStartDelta } from './encodeCall.ts';
import { chatUsageOf } from './chatUsage.ts';
import { encodeFinishReason } from './finishReason.ts';
import { thinkingBlocks } from './reasoning.ts';

/** The event that ends a stream of the OpenAI formats. */
export const doneEvent = 'data: [DONE]\n\n';

/** A blank line: keeps the connection alive, and no client takes it for anything (an SSE comment breaks some). */
export const heartbeat = '\n';

/** What is known of a block that is being written. */
interface WrittenBlock {
  readonly kind: BlockStart['type'];
  /** A call of a custom tool: its input is text. */
  readonly isCustom: boolean;
  /** The call's place among the answer's tool calls, counted from 0. */
  readonly toolIndex: number;
  /** Where the block's text begins in the whole content. */
  readonly offset: number;
  /** All reasoning text so far, or all arguments so far. */
  text: string;
  /** Of the block's content so far. */
  length: number;
}

/**
 * Writes `chat.completion.chunk`s, each with id, created and model. Reasoning goes out as `reasoning_content` strings; its
 * signature as a `thinking_blocks` entry with the whole text, ready to be sent back. The usage chunk comes last, when it
 * was asked for, then `[DONE]`. A failure is a chunk with `error`, after which nothing is written.
 */
export class ChatStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #isLegacy: boolean;
  readonly #starts = new SignedStarts();
  readonly #blocks = new Map<number, WrittenBlock>();
  #head: JsonObject | undefined;
  #toolCount = 0;
  #contentLength = 0;
  #usage: Usage | undefined;
  #isFinished = false;
  #closed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#isLegacy = context.legacyFunctions === true;
  }

  encode(event: StreamEvent): string {
    if (this.#starts.passes(event)) return this.#encode({ event });
    return this.#starts
      .push(event)
      .map((signed) => this.#encode(signed))
      .join('');
  }

  #encode({ event, signature }: SignedEvent): string {
    if (this.#closed) return '';
    switch (event.type) {
      case 'start':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return this.#start(event.id, event.model, event.createdAtS);
      case 'blockStart':
        return this.#startBlock(event.block, event.content, signature);
      case 'textDelta':
        return this.#text(event);
      case 'reasoningDelta':
        this.#append(event.block, event.text);
        return this.#delta({ reasoning_content: event.text });
      case 'signature': {
        const { kind, text = '' } = this.#blocks.get(event.block) ?? {};
        // Gemini signs text too, which chat has no place for.
        if (kind !== 'reasoning') return '';
        return this.#thinkingBlocks({ type: 'reasoning', text, signature: event.signature });
      }
      case 'argumentsDelta':
        return this.#arguments(event.block, event.json);
      case 'blockEnd':
        return this.#endBlock(event.block);
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'finish':
        return this.#finish(event.reason);
      case 'end':
        return this.#end();
      case 'error':
        return this.#fail(event.failure);
      case 'ping':
        return heartbeat;
      case 'citation':
        return this.#cite(event.block, event.citation);
    }
  }

  #start(id?: string, model?: string, createdAtS?: number): string {
    if (this.#head !== undefined) return '';
    this.#head = {
      id: id ?? this.#context.id,
      object: 'chat.completion.chunk',
      created: createdAtS ?? this.#context.createdAtS,
      model: model ?? this.#context.model,
    };
    return this.#delta({ role: 'assistant', content: '' });
  }

  #startBlock(number: number, content: BlockStart, signature: Signature | undefined): string {
    const toolIndex = content.type === 'toolCall' ? this.#toolCount : 0;
    const isCustom = content.type === 'toolCall' && content.custom === true;
    const offset = this.#contentLength;
    this.#blocks.set(number, { kind: content.type, isCustom, toolIndex, offset, text: '', length: 0 });
    switch (content.type) {
      case 'text':
      case 'refusal':
      case 'reasoning':
        return '';
      case 'redactedReasoning':
        return this.#thinkingBlocks({
          type: 'reasoning',
          text: '',
          redacted: true,
          signature: content.signature,
        });
      case 'toolCall': {
        this.#toolCount++;
        return this.#call(toolIndex, callStartDelta(content, toolIndex, signature, this.#isLegacy));
      }
      // No model of this format answers with blocks that only it knows.
      case 'opaque':
        return '';
    }
  }

  /** A call without arguments ends with `{}`, which clients parse. */
  #endBlock(number: number): string {
    const block = this.#blocks.get(number);
    if (block?.kind !== 'toolCall' || block.isCustom || block.text.trim() !== '') return '';
    return this.#arguments(number, '{}');
  }

  #arguments(number: number, json: string): string {
    const block = this.#append(number, json);
    if (block === undefined || json === '') return '';
    const { toolIndex, isCustom } = block;
    return this.#call(toolIndex, callFragmentDelta(json, toolIndex, isCustom, this.#isLegacy));
  }

  #append(number: number, text: string): WrittenBlock | undefined {
    const block = this.#blocks.get(number);
    if (block !== undefined) block.text += text;
    return block;
  }

  #thinkingBlocks(part: ReasoningPart): string {
    return this.#delta({ thinking_blocks: thinkingBlocks(part) });
  }

  #text({ block: number, text, logprobs = null }: Extract<StreamEvent, { type: 'textDelta' }>): string {
    const block = this.#blocks.get(number);
    if (block?.kind === 'refusal') return this.#delta({ refusal: text }, { logprobs });
    if (block !== undefined) block.length += text.length;
    this.#contentLength += text.length;
    return this.#delta({ content: text }, { logprobs });
  }

  /** A client of before tools can be told of one call alone. */
  #call(index: number, delta: JsonObject): string {
    return this.#isLegacy && index > 0 ? '' : this.#delta(delta);
  }

  #cite(number: number, citation: Citation): string {
    const block = this.#blocks.get(number);
    if (block?.kind !== 'text') return '';
    const annotations = encodeAnnotation(citation, block.offset, block.length);
    return annotations.length === 0 ? '' : this.#delta({ annotations });
  }

  #finish(reason: FinishReason): string {
    if (this.#isFinished) return '';
    this.#isFinished = true;
    return this.#delta(
      {},
      {
        finish_reason: encodeFinishReason(reason, {
          callsTool: this.#toolCount > 0,
          isLegacy: this.#isLegacy,
        }),
      },
    );
  }

  #delta(delta: JsonObject, choice: JsonObject = {}): string {
    const started = this.#head === undefined ? this.#start() : '';
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: null, ...choice }];
    return started + formatSseEvent({ ...this.#head, choices });
  }

  #end(): string {
    this.#closed = true;
    const usage = this.#context.includeUsage ? this.#usage : undefined;
    const chunk =
      usage === undefined ? '' : formatSseEvent({ ...this.#head, choices: [], usage: chatUsageOf(usage) });
    return chunk + doneEvent;
  }

  #fail(failure: StreamFailure): string {
    this.#closed = true;
    return writeFailure(failure);
  }
}

/** A failure inside a stream of the OpenAI formats. */
export function writeFailure(failure: StreamFailure): string {
  return openaiErrorShape.streamEvent({
    status: 502,
    type: failure.type,
    code: failure.code ?? failure.type,
    message: failure.message,
    details: {},
    requestId: '',
  });
}
