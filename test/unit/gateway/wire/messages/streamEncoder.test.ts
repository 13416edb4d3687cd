import assert from 'node:assert/strict';
import type { AnswerContext } from '../../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';
import { readMessagesStream } from '../../../../helpers/messagesClient.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function read(events: readonly StreamEvent[], context: Partial<AnswerContext> = {}) {
  return readMessagesStream(encodeStream(messagesCodec, events, answerContext(context)));
}

function call(block: number, id: string, name = 'read'): StreamEvent {
  return { type: 'blockStart', block, content: { type: 'toolCall', id, name } };
}
function json(block: number, fragment: string): StreamEvent {
  return { type: 'argumentsDelta', block, json: fragment };
}
function end(block: number): StreamEvent {
  return { type: 'blockEnd', block };
}
const start: StreamEvent = { type: 'start', id: 'x1', model: 'provider-model' };
const finish: StreamEvent[] = [{ type: 'finish', reason: 'stop' }, { type: 'end' }];
const textStart: StreamEvent = { type: 'blockStart', block: 0, content: { type: 'text' } };
const hi: StreamEvent = { type: 'textDelta', block: 0, text: 'Hi' };

describe('messages stream encoder', () => {
  it('writes the exact bytes that Anthropic’s clients parse', () => {
    const usage = { inputTokens: 12, cachedInputTokens: 2, outputTokens: 3 };
    const written = encodeStream(messagesCodec, [
      start,
      textStart,
      hi,
      end(0),
      { type: 'usage', usage },
      ...finish,
    ]);
    const lines = [
      'event: message_start',
      'data: {"type":"message_start","message":{"id":"x1","type":"message","role":"assistant","model":"provider-model","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":77,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}',
      '',
      'event: content_block_start',
      'data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      '',
      'event: content_block_delta',
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}',
      '',
      'event: content_block_stop',
      'data: {"type":"content_block_stop","index":0}',
      '',
      'event: message_delta',
      'data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":10,"cache_creation_input_tokens":0,"cache_read_input_tokens":2,"output_tokens":3}}',
      '',
      'event: message_stop',
      'data: {"type":"message_stop"}',
      '',
      '',
    ];
    assert.equal(written, lines.join('\n'));
  });

  it('writes an event as soon as it comes', () => {
    const encoder = messagesCodec.createStreamEncoder(answerContext());
    for (const event of [start, textStart, hi, end(0)])
      assert.notEqual(encoder.encode(event), '', event.type);
  });

  it('starts the message by itself when a block comes first, and with the asked model', () => {
    const message = read([textStart, hi, end(0), ...finish]);
    assert.equal(message.model, 'asked-model');
    assert.deepEqual(message.content, [{ type: 'text', text: 'Hi' }]);
  });

  it('puts overlapping calls in sequence and passes the open one’s fragments on at once', () => {
    const encoder = messagesCodec.createStreamEncoder(answerContext());
    const events = [
      start,
      call(0, 'a'),
      json(0, '{"x"'),
      call(1, 'b'),
      json(1, '{"y"'),
      json(0, ':1}'),
      json(1, ':2}'),
    ];
    const written = events.map((event) => encoder.encode(event));
    assert.deepEqual(
      written.map((text) => text !== ''),
      [true, false, true, false, false, true, false],
      'a call’s start goes with what follows it',
    );
    const rest = [end(1), end(0), ...finish].map((event) => encoder.encode(event)).join('');
    const message = readMessagesStream(written.join('') + rest);
    assert.deepEqual(message.content, [
      { type: 'tool_use', id: 'a', name: 'read', input: { x: 1 } },
      { type: 'tool_use', id: 'b', name: 'read', input: { y: 2 } },
    ]);
    assert.equal(message.stopReason, 'tool_use');
  });

  it('closes blocks that were left open', () => {
    const message = read([start, call(0, 'a'), call(1, 'b'), json(1, '{}'), { type: 'end' }]);
    assert.deepEqual(message.content, [
      { type: 'tool_use', id: 'a', name: 'read', input: {} },
      { type: 'tool_use', id: 'b', name: 'read', input: {} },
    ]);
    assert.ok(message.stopped);
  });

  it('writes thinking, redacted thinking, refusals and citations', () => {
    const citation = { type: 'char_location' };
    const message = read([
      start,
      { type: 'blockStart', block: 0, content: { type: 'reasoning' } },
      { type: 'reasoningDelta', block: 0, text: 'hm' },
      { type: 'signature', block: 0, signature: signatureOf('sig') },
      end(0),
      { type: 'blockStart', block: 1, content: { type: 'redactedReasoning', signature: signatureOf('xyz') } },
      end(1),
      { type: 'blockStart', block: 2, content: { type: 'refusal' } },
      { type: 'textDelta', block: 2, text: 'No.' },
      { type: 'citation', block: 2, citation: { original: { format: 'messages', value: citation } } },
      end(2),
      ...finish,
    ]);
    assert.deepEqual(message.content, [
      { type: 'thinking', thinking: 'hm', signature: 'sig' },
      { type: 'redacted_thinking', data: 'xyz' },
      { type: 'text', text: 'No.', citations: [citation] },
    ]);
    assert.equal(message.stopReason, 'refusal');
  });

  it('writes a server tool’s input as fragments, and leaves out other formats’ blocks without a gap', () => {
    const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } };
    const result = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
    const message = read([
      start,
      { type: 'blockStart', block: 0, content: { type: 'opaque', format: 'messages', value: search } },
      end(0),
      { type: 'blockStart', block: 1, content: { type: 'opaque', format: 'chat', value: { type: 'audio' } } },
      end(1),
      { type: 'blockStart', block: 2, content: { type: 'opaque', format: 'messages', value: result } },
      end(2),
      ...finish,
    ]);
    assert.deepEqual(message.content, [search, result]);
    assert.ok(message.order.includes('content_block_delta:0'));
  });

  it('writes a stop sequence and every other reason', () => {
    const message = read([
      start,
      { type: 'finish', reason: 'stopSequence', stopSequence: 'END' },
      { type: 'end' },
    ]);
    assert.equal(message.stopReason, 'stop_sequence');
    const delta = message.events.find((event) => event.type === 'message_delta')?.delta;
    assert.deepEqual(delta, { stop_reason: 'stop_sequence', stop_sequence: 'END' });
    assert.equal(
      read([start, { type: 'finish', reason: 'length' }, { type: 'end' }]).stopReason,
      'max_tokens',
    );
    assert.equal(
      read([start, { type: 'finish', reason: 'pause' }, { type: 'end' }]).stopReason,
      'pause_turn',
    );
  });

  it('estimates what the provider did not count, so that clients always have numbers', () => {
    const message = read([
      start,
      textStart,
      { type: 'textDelta', block: 0, text: 'x'.repeat(41) },
      end(0),
      ...finish,
    ]);
    assert.equal(message.startUsage.input_tokens, 77);
    assert.deepEqual([message.usage.input_tokens, message.usage.output_tokens], [77, 11]);
  });

  it('writes ids that clients accept', () => {
    const message = read([start, call(0, 'fs.read:1', 'fs.read'), end(0), ...finish]);
    assert.match(stringOf(message.content[0]?.id), /^[a-zA-Z0-9_-]+$/);
  });

  it('#94 ends a failed stream with an error event and nothing else', () => {
    const failed = (type: string) =>
      read([start, textStart, hi, { type: 'error', failure: { type, message: 'Oh' } }, ...finish]);
    const overloaded = failed('overloaded_error');
    assert.equal(overloaded.error?.type, 'overloaded_error');
    assert.equal(overloaded.error.message, 'Oh');
    assert.equal(overloaded.stopReason, undefined);
    assert.equal(overloaded.stopped, false);
    assert.equal(failed('truncated_stream').error?.type, 'api_error');
    assert.equal(failed('truncated_stream').error?.code, 'truncated_stream');
  });

  it('passes a ping on', () => {
    assert.deepEqual(read([start, { type: 'ping' }, ...finish]).order, [
      'message_start',
      'ping',
      'message_delta',
      'message_stop',
    ]);
  });
});
