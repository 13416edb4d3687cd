import type { StreamEvent } from '../exchange.ts';

/** The stream events that belong to a block. */
export type BlockEvent = Extract<StreamEvent, { block: number }>;

/**
 * Puts overlapping blocks one after another, for a format that allows one open block at a time. The open block's events
 * pass at once; those of blocks that began meanwhile wait until it ends, and follow in the order in which they began.
 */
export class BlockSequencer {
  #open: number | undefined;
  readonly #waiting = new Map<number, BlockEvent[]>();

  push(event: BlockEvent): BlockEvent[] {
    if (this.#open === undefined && event.type === 'blockStart') {
      this.#open = event.block;
      return [event];
    }
    if (event.block !== this.#open) {
      const events = this.#waiting.get(event.block);
      if (events !== undefined) events.push(event);
      else if (event.type === 'blockStart') this.#waiting.set(event.block, [event]);
      return [];
    }
    if (event.type !== 'blockEnd') return [event];
    return [event, ...this.#openNext()];
  }

  /** Ends the open block and all that wait. */
  flush(): BlockEvent[] {
    const events: BlockEvent[] = [];
    while (this.#open !== undefined) events.push(...this.push({ type: 'blockEnd', block: this.#open }));
    return events;
  }

  #openNext(): BlockEvent[] {
    this.#open = undefined;
    const released: BlockEvent[] = [];
    for (const [block, events] of this.#waiting) {
      this.#waiting.delete(block);
      released.push(...events);
      if (events.at(-1)?.type === 'blockEnd') continue;
      this.#open = block;
      break;
    }
    return released;
  }
}
