import assert from 'node:assert/strict';
import type { WireEvent } from '../../../../../src/gateway/wire/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';

const stream: JsonObject[] = [
  {
    type: 'message_start',
    message: { usage: { input_tokens: 12, cache_read_input_tokens: 4, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: '"usage": "message_stop" "error"' },
  },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 30 } },
];

function tap(events: readonly WireEvent[]) {
  const streamTap = messagesCodec.createStreamTap();
  for (const event of events) streamTap.see(event);
  return { usage: streamTap.usage, finished: streamTap.finished, failure: streamTap.failure };
}

/** With `event:` lines as Anthropic sends them, or without as some servers do. */
function wire(bodies: readonly JsonObject[], named: boolean): WireEvent[] {
  return bodies.map((body) => ({
    event: named ? stringOf(body.type) : undefined,
    data: JSON.stringify(body),
  }));
}

describe('messages stream tap', () => {
  for (const named of [true, false]) {
    describe(named ? 'with event names' : 'without event names', () => {
      it('reads usage and the end', () => {
        const before = tap(wire(stream, named));
        assert.equal(before.finished, false);
        assert.deepEqual(
          [before.usage?.inputTokens, before.usage?.cachedInputTokens, before.usage?.outputTokens],
          [16, 4, 30],
        );
        const after = tap(wire([...stream, { type: 'message_stop' }], named));
        assert.equal(after.finished, true);
        assert.equal(after.failure, undefined);
      });

      it('reads a failure', () => {
        const error = { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } };
        const seen = tap(wire([...stream, error], named));
        assert.deepEqual(seen.failure, { type: 'overloaded_error', message: 'Busy' });
        assert.equal(seen.finished, false);
      });
    });
  }

  it('never looks into content events', () => {
    const content: WireEvent = {
      event: 'content_block_delta',
      get data(): string {
        throw new Error('a content event was read');
      },
    };
    assert.doesNotThrow(() => tap([content, { event: 'ping', data: '{"type": "ping"}' }]));
  });

  it('reads over malformed and empty events', () => {
    assert.deepEqual(tap([{ event: 'message_delta', data: '{"usage":' }, { data: '' }]), {
      usage: undefined,
      finished: false,
      failure: undefined,
    });
  });
});
