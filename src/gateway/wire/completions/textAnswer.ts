import type { FinishReason, StreamEvent, StreamFailure } from '../exchange.ts';
import type { JsonValue } from '../json.ts';

type StartEvent = Extract<StreamEvent, { type: 'start' }>;

/** The events of an answer that is one text, in canonical order, whatever order a server's lines have. */
export class TextAnswer {
  #started = false;
  #blockIsOpen = false;
  #closed = false;

  get started(): boolean {
    return this.#started;
  }

  /** `end` or `error` was given out. */
  get closed(): boolean {
    return this.#closed;
  }

  start(head: Omit<StartEvent, 'type'>): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [{ type: 'start', ...head }];
  }

  text(text: string, logprobs?: JsonValue): StreamEvent[] {
    if (text === '') return [];
    const events: StreamEvent[] = [];
    if (!this.#blockIsOpen) events.push({ type: 'blockStart', block: 0, content: { type: 'text' } });
    this.#blockIsOpen = true;
    const delta = { type: 'textDelta', block: 0, text } as const;
    return [...events, logprobs === undefined ? delta : { ...delta, logprobs }];
  }

  finish(reason: FinishReason, stopSequence?: string): StreamEvent[] {
    this.#closed = true;
    const events: StreamEvent[] = this.#blockIsOpen ? [{ type: 'blockEnd', block: 0 }] : [];
    return [
      ...events,
      { type: 'finish', reason, ...(stopSequence === undefined ? {} : { stopSequence }) },
      { type: 'end' },
    ];
  }

  fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}
