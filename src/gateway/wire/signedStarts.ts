import type { Signature, StreamEvent } from './exchange.ts';

type BlockStartEvent = Extract<StreamEvent, { type: 'blockStart' }>;

/** An event, and at the start of a tool call the call's signature, where it has one. */
export interface SignedEvent {
  readonly event: StreamEvent;
  readonly signature?: Signature;
}

/**
 * Joins the signature of a tool call, which follows the call's start, with that start: for formats that write both in one
 * piece. The start of a call waits for the event behind it.
 */
export class SignedStarts {
  #held: BlockStartEvent | undefined;

  /** Whether an event goes on alone, as nearly all do: `push` need not be asked. */
  passes(event: StreamEvent): boolean {
    return this.#held === undefined && !startsCall(event);
  }

  push(event: StreamEvent): SignedEvent[] {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined && event.type === 'signature' && event.block === held.block) {
      return [{ event: held, signature: event.signature }];
    }
    const before = held === undefined ? [] : [{ event: held }];
    if (!startsCall(event)) return [...before, { event }];
    this.#held = event;
    return before;
  }
}

function startsCall(event: StreamEvent): event is BlockStartEvent {
  return event.type === 'blockStart' && event.content.type === 'toolCall';
}
