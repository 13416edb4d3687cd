import type { JsonValue } from '../json.ts';
import type { Citation, ReasoningPart, Signature, StreamEvent } from '../exchange.ts';
import { moved } from './annotations.ts';
import { ToolCallAssembler } from './toolCallAssembler.ts';

type TextKind = 'text' | 'refusal' | 'reasoning';

/**
 * Cuts a chat answer, which has no blocks on the wire, into blocks: one of text, refusal or reasoning is open at a time
 * and ends when another kind begins; tool calls may overlap. Empty deltas open nothing.
 */
export class AnswerBlocks {
  #next = 0;
  #open: { readonly block: number; readonly kind: TextKind; readonly offset: number } | undefined;
  /** Of the content, as annotations count it. */
  #contentLength = 0;
  readonly #toolCalls = new ToolCallAssembler(() => this.#next++);

  get sawToolCall(): boolean {
    return this.#toolCalls.sawCall;
  }

  text(kind: 'text' | 'refusal', text: string, logprobs?: JsonValue): StreamEvent[] {
    if (text === '') return [];
    const { block, events } = this.#opened(kind);
    if (kind === 'text') this.#contentLength += text.length;
    return [...events, { type: 'textDelta', block, text, ...(logprobs === undefined ? {} : { logprobs }) }];
  }

  /** Text of the open block that was read elsewhere. */
  passText(text: string): void {
    if (this.#open?.kind === 'text') this.#contentLength += text.length;
  }

  /** Citations of the text that is open, whose stretches count from the start of the whole content. */
  citations(citations: readonly Citation[]): StreamEvent[] {
    const open = this.#open;
    if (open?.kind !== 'text') return [];
    return citations.map((citation) => ({
      type: 'citation',
      block: open.block,
      citation: moved(citation, -open.offset),
    }));
  }

  reasoning(text: string): StreamEvent[] {
    if (text === '') return [];
    const { block, events } = this.#opened('reasoning');
    return [...events, { type: 'reasoningDelta', block, text }];
  }

  /**
   * A block of `thinking_blocks` or `reasoning_details`. Its text is mostly the plain reasoning once more (`alreadyPlain`:
   * it stands beside it in this delta; or a signed block repeats what was streamed before): then only the rest counts.
   */
  reasoningBlock(part: ReasoningPart, alreadyPlain: boolean): StreamEvent[] {
    if (part.redacted === true && part.signature !== undefined) return this.#redacted(part.signature);
    const isRepeated = alreadyPlain || (part.signature !== undefined && this.#open?.kind === 'reasoning');
    const events = isRepeated ? [] : this.reasoning(part.text);
    if (part.signature === undefined) return events;
    const opened = this.#opened('reasoning');
    const { block } = opened;
    events.push(...opened.events, { type: 'signature', block, signature: part.signature });
    return [...events, ...this.#close()];
  }

  toolCalls(entries: JsonValue | undefined): StreamEvent[] {
    const events = this.#toolCalls.push(entries);
    return events.length === 0 ? [] : [...this.#close(), ...events];
  }

  /** Ends everything that is open. */
  endAll(): StreamEvent[] {
    return [...this.#close(), ...this.#toolCalls.endAll()];
  }

  #opened(kind: TextKind): { block: number; events: StreamEvent[] } {
    if (this.#open?.kind === kind) return { block: this.#open.block, events: [] };
    const events = [...this.#close(), ...this.#toolCalls.endComplete()];
    const block = this.#next++;
    this.#open = { block, kind, offset: this.#contentLength };
    events.push({ type: 'blockStart', block, content: { type: kind } });
    return { block, events };
  }

  #redacted(signature: Signature): StreamEvent[] {
    const events = [...this.#close(), ...this.#toolCalls.endComplete()];
    const block = this.#next++;
    events.push(
      { type: 'blockStart', block, content: { type: 'redactedReasoning', signature } },
      { type: 'blockEnd', block },
    );
    return events;
  }

  #close(): StreamEvent[] {
    if (this.#open === undefined) return [];
    const { block } = this.#open;
    this.#open = undefined;
    return [{ type: 'blockEnd', block }];
  }
}
