import assert from 'node:assert/strict';
import type { StreamEvent } from '../../src/gateway/wire/exchange.ts';

/** Fails unless the events of one answer keep the order that exchange.ts promises to encoders. */
export function assertEventOrder(events: readonly StreamEvent[]): void {
  const open = new Set<number>();
  let next = 0;
  for (const [index, event] of events.entries()) {
    const isLast = index === events.length - 1;
    switch (event.type) {
      case 'blockStart':
        assert.equal(event.block, next++, 'blocks are counted from 0');
        open.add(event.block);
        break;
      case 'textDelta':
      case 'reasoningDelta':
      case 'argumentsDelta':
      case 'signature':
      case 'citation':
        assert.ok(open.has(event.block), `${event.type} for block ${event.block}, which is not open`);
        break;
      case 'blockEnd':
        assert.ok(open.delete(event.block), `the end of block ${event.block}, which is not open`);
        break;
      case 'finish':
        assert.equal(open.size, 0, 'a finish while a block is open');
        break;
      case 'end':
      case 'error':
        assert.ok(isLast, `something follows ${event.type}`);
        break;
      case 'start':
      case 'usage':
      case 'ping':
        break;
    }
    if (isLast) assert.match(event.type, /^(?:end|error)$/);
  }
  assert.ok(events.length > 0, 'no event at all');
}
