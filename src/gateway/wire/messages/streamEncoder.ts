import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { AnswerContext, StreamEncoder } from '../codec.ts';
import { anthropicErrorShape } from '../errorShapes.ts';
import type { BlockStart, FinishReason, Signature, StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { SignedStarts } from '../signedStarts.ts';
import type { SignedEvent } from '../signedStarts.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';
import { signatureText } from '../sealedSignature.ts';
import { encodeCitation } from './citations.ts';
import type { BlockEvent } from './blockSequencer.ts';
import { BlockSequencer } from './blockSequencer.ts';
import { messagesUsageOf } from './messagesUsage.ts';
import { estimateOutputTokens } from './outputEstimate.ts';
import { stopReasonOf } from './stopReason.ts';
import { toMessagesToolId } from './toolIds.ts';

/**
 * Writes Anthropic's stream: every event with its `event:` line, content blocks strictly one after another, usage in
 * message_start and message_delta. The stop reason is held back until `end`, because usage may follow it. A failure is an
 * `error` event, after which nothing is written.
 */
export class MessagesStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #starts = new SignedStarts();
  /** Of tool calls, by block. */
  readonly #signatures = new Map<number, Signature>();
  readonly #sequencer = new BlockSequencer();
  readonly #seen = { toolCall: false, refusal: false };
  #started = false;
  #closed = false;
  /** The index of the open block, or of the next one. */
  #index = 0;
  #openKind: BlockStart['type'] | 'hidden' = 'hidden';
  #usage: Usage | undefined;
  #finish: { readonly reason: FinishReason; readonly stopSequence?: string } | undefined;
  #characters = 0;

  constructor(context: AnswerContext) {
    this.#context = context;
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
    if (event.type === 'blockStart' && signature !== undefined) this.#signatures.set(event.block, signature);
    switch (event.type) {
      case 'start':
        return this.#start(event.id, event.model, event.usage);
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        return '';
      case 'finish':
        this.#finish = event;
        return this.#writeAll(this.#sequencer.flush());
      case 'ping':
        return this.#ensureStarted() + write({ type: 'ping' });
      case 'error':
        return this.#fail(event.failure);
      case 'end':
        return this.#end();
      default:
        return this.#ensureStarted() + this.#writeAll(this.#sequencer.push(event));
    }
  }

  #start(id: string | undefined, model: string | undefined, usage: Usage | undefined): string {
    this.#usage = mergeUsage(this.#usage, usage);
    if (this.#started) return '';
    this.#started = true;
    const message = {
      id: id ?? this.#context.id,
      type: 'message',
      role: 'assistant',
      model: model ?? this.#context.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: this.#usageObject(),
    };
    return write({ type: 'message_start', message });
  }

  #ensureStarted(): string {
    return this.#started ? '' : this.#start(undefined, undefined, undefined);
  }

  #writeAll(events: readonly BlockEvent[]): string {
    return events.map((event) => this.#writeBlockEvent(event)).join('');
  }

  #writeBlockEvent(event: BlockEvent): string {
    switch (event.type) {
      case 'blockStart':
        return this.#startBlock(event.block, event.content);
      case 'textDelta':
        return this.#delta({ type: 'text_delta', text: event.text }, event.text.length);
      case 'reasoningDelta':
        return this.#delta({ type: 'thinking_delta', thinking: event.text }, event.text.length);
      case 'argumentsDelta':
        return this.#delta({ type: 'input_json_delta', partial_json: event.json }, event.json.length);
      case 'signature':
        // Gemini signs text too, which this format has no place for.
        if (this.#openKind !== 'reasoning') return '';
        return this.#delta({
          type: 'signature_delta',
          signature: signatureText(event.signature, 'messages'),
        });
      case 'citation':
        return this.#delta({ type: 'citations_delta', citation: encodeCitation(event.citation) });
      case 'blockEnd':
        if (this.#openKind === 'hidden') return '';
        return write({ type: 'content_block_stop', index: this.#index++ });
    }
  }

  #startBlock(block: number, content: BlockStart): string {
    this.#openKind = content.type;
    switch (content.type) {
      case 'refusal':
        this.#seen.refusal = true;
        return this.#blockStart({ type: 'text', text: '' });
      case 'text':
        return this.#blockStart({ type: 'text', text: '' });
      case 'reasoning':
        return this.#blockStart({ type: 'thinking', thinking: '', signature: '' });
      case 'redactedReasoning':
        return this.#blockStart({
          type: 'redacted_thinking',
          data: signatureText(content.signature, 'messages'),
        });
      case 'toolCall': {
        this.#seen.toolCall = true;
        const id = toMessagesToolId(content.id, this.#signatures.get(block));
        return this.#blockStart({ type: 'tool_use', id, name: content.name, input: {} });
      }
      case 'opaque':
        if (content.format === 'messages') return this.#opaqueStart(content.value);
        this.#openKind = 'hidden';
        return '';
    }
  }

  /** Clients take the input of a server tool from its fragments, not from the start. */
  #opaqueStart(value: JsonObject): string {
    if (!isObject(value.input) || Object.keys(value.input).length === 0) return this.#blockStart(value);
    const json = JSON.stringify(value.input);
    return (
      this.#blockStart({ ...value, input: {} }) +
      this.#delta({ type: 'input_json_delta', partial_json: json })
    );
  }

  #blockStart(block: JsonObject): string {
    return write({ type: 'content_block_start', index: this.#index, content_block: block });
  }

  #delta(delta: JsonObject, characters = 0): string {
    if (this.#openKind === 'hidden') return '';
    this.#characters += characters;
    return write({ type: 'content_block_delta', index: this.#index, delta });
  }

  #end(): string {
    const content = this.#ensureStarted() + this.#writeAll(this.#sequencer.flush());
    this.#closed = true;
    const delta = {
      stop_reason: stopReasonOf(this.#finish?.reason ?? 'stop', this.#seen),
      stop_sequence: this.#finish?.stopSequence ?? null,
    };
    return (
      content +
      write({ type: 'message_delta', delta, usage: this.#usageObject() }) +
      write({ type: 'message_stop' })
    );
  }

  #fail(failure: StreamFailure): string {
    this.#closed = true;
    return anthropicErrorShape.streamEvent({
      status: 502,
      type: failure.type,
      code: failure.code ?? failure.type,
      message: failure.message,
      details: {},
      requestId: '',
    });
  }

  #usageObject(): JsonObject {
    return messagesUsageOf(this.#usage, {
      inputTokens: () => this.#context.estimatedInputTokens,
      outputTokens: () => estimateOutputTokens(this.#characters),
    });
  }
}

function write(data: JsonObject & { readonly type: string }): string {
  return formatSseEvent(data, data.type);
}
