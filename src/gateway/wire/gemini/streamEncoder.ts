import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { AnswerContext, StreamEncoder } from '../codec.ts';
import { geminiErrorShape } from '../errorShapes.ts';
import type { BlockStart, FinishReason, Signature, StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { type BlockEvent, BlockSequencer } from '../messages/blockSequencer.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';
import { encodeCitations, type PlacedCitation } from './citations.ts';
import { functionCallPart } from './encodeAnswer.ts';
import { encodeFinishReason } from './finishReason.ts';
import { encodeLogprobs } from './logprobs.ts';
import { toThoughtSignature } from './signatures.ts';
import { encodeUsageMetadata } from './usageMetadata.ts';

interface OpenCall {
  readonly id: string;
  readonly name: string;
  argumentsJson: string;
  signature?: Signature;
}

/**
 * Writes Gemini's stream: every chunk a whole `GenerateContentResponse`. Gemini's clients expect a call in one piece, so its
 * arguments are gathered; finish reason, sources and usage come with the last chunk. A failure is an `error` chunk, after which
 * nothing is written.
 */
export class GeminiStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #sequencer = new BlockSequencer();
  readonly #citations: PlacedCitation[] = [];
  #head: { readonly id?: string; readonly model?: string } = {};
  #openKind: BlockStart['type'] | undefined;
  #call: OpenCall | undefined;
  /** All text so far, and where the open block began in it. */
  #text = '';
  #blockOffset = 0;
  #usage: Usage | undefined;
  #finishReason: FinishReason = 'stop';
  #isFirst = true;
  #closed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  encode(event: StreamEvent): string {
    if (this.#closed) return '';
    switch (event.type) {
      case 'start':
        this.#head = event;
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'finish':
        this.#finishReason = event.reason;
        return '';
      case 'ping':
        return '';
      case 'error':
        return this.#fail(event.failure);
      case 'end':
        return this.#end();
      default:
        return this.#writeAll(this.#sequencer.push(event));
    }
  }

  #writeAll(events: readonly BlockEvent[]): string {
    return events.map((event) => this.#writeBlockEvent(event)).join('');
  }

  #writeBlockEvent(event: BlockEvent): string {
    switch (event.type) {
      case 'blockStart':
        return this.#startBlock(event.content);
      case 'textDelta': {
        if (event.text === '') return '';
        this.#text += event.text;
        const logprobsResult = encodeLogprobs(event.logprobs);
        return this.#part({ text: event.text }, logprobsResult === undefined ? {} : { logprobsResult });
      }
      case 'reasoningDelta':
        return event.text === '' ? '' : this.#part({ text: event.text, thought: true });
      case 'argumentsDelta':
        if (this.#call !== undefined) this.#call.argumentsJson += event.json;
        return '';
      case 'signature':
        return this.#sign(event.signature);
      case 'citation':
        this.#citations.push({ citation: event.citation, offset: this.#blockOffset });
        return '';
      case 'blockEnd':
        return this.#endCall();
    }
  }

  #startBlock(content: BlockStart): string {
    this.#openKind = content.type;
    this.#blockOffset = this.#text.length;
    switch (content.type) {
      case 'text':
      case 'refusal':
      case 'reasoning':
        return '';
      case 'redactedReasoning': {
        const thoughtSignature = toThoughtSignature(content.signature, true);
        return this.#part({ text: '', thought: true, thoughtSignature });
      }
      case 'toolCall':
        this.#call = { id: content.id, name: content.name, argumentsJson: '' };
        return '';
      case 'opaque':
        return content.format === 'gemini' ? this.#part(content.value) : '';
    }
  }

  /** The signature of text and thoughts comes behind them, as Google sends it; that of a call with the call. */
  #sign(signature: Signature): string {
    if (this.#call !== undefined) {
      this.#call.signature = signature;
      return '';
    }
    const thought = this.#openKind === 'reasoning' ? { thought: true } : {};
    return this.#part({ text: '', ...thought, thoughtSignature: toThoughtSignature(signature) });
  }

  #endCall(): string {
    const call = this.#call;
    this.#call = undefined;
    return call === undefined ? '' : this.#part(functionCallPart({ type: 'toolCall', ...call }));
  }

  #end(): string {
    const content = this.#writeAll(this.#sequencer.flush());
    this.#closed = true;
    const groundingMetadata = encodeCitations(this.#citations, this.#text);
    const last = this.#part(
      { text: '' },
      {
        finishReason: encodeFinishReason(this.#finishReason),
        ...(groundingMetadata === undefined ? {} : { groundingMetadata }),
      },
      { usageMetadata: encodeUsageMetadata(this.#usage) },
    );
    return content + last + (this.#context.framing === 'json-array' ? ']' : '');
  }

  #part(part: JsonObject, beside: JsonObject = {}, besideCandidates: JsonObject = {}): string {
    return this.#write({
      candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...beside }],
      ...besideCandidates,
      modelVersion: this.#head.model ?? this.#context.model,
      responseId: this.#head.id ?? this.#context.id,
    });
  }

  /** An event, or an element of the one array that the whole answer is. */
  #write(chunk: JsonObject): string {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (this.#context.framing !== 'json-array') return formatSseEvent(chunk);
    return (isFirst ? '[' : ',\n') + JSON.stringify(chunk);
  }

  #fail(failure: StreamFailure): string {
    this.#closed = true;
    const report = {
      status: 502,
      type: failure.type,
      code: failure.code ?? failure.type,
      message: failure.message,
      details: {},
      requestId: '',
    };
    const text = this.#write(geminiErrorShape.body(report));
    return this.#context.framing === 'json-array' ? `${text}]` : text;
  }
}
