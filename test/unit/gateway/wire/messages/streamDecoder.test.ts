import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function decode(...chunks: (JsonObject | string)[]): StreamEvent[] {
  return JSON.parse(JSON.stringify(decodeStream(messagesCodec, chunks))) as StreamEvent[];
}

function start(usage: JsonObject = { input_tokens: 5, output_tokens: 1 }): JsonObject {
  return { type: 'message_start', message: { id: 'msg_1', model: 'claude-x', content: [], usage } };
}
function blockStart(index: number, content_block: JsonObject): JsonObject {
  return { type: 'content_block_start', index, content_block };
}
function delta(index: number, fields: JsonObject): JsonObject {
  return { type: 'content_block_delta', index, delta: fields };
}
function stop(index: number): JsonObject {
  return { type: 'content_block_stop', index };
}
function messageDelta(stop_reason: string | null, usage: JsonObject = { output_tokens: 9 }): JsonObject {
  return { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage };
}
const messageStop = { type: 'message_stop' };
const text = { type: 'text', text: '' };

describe('messages stream decoder', () => {
  it('reads text, thinking with its signature, citations and pings', () => {
    const citation = { type: 'char_location' };
    assert.deepEqual(
      decode(
        start(),
        { type: 'ping' },
        blockStart(0, { type: 'thinking', thinking: '', signature: '' }),
        delta(0, { type: 'thinking_delta', thinking: 'hm' }),
        delta(0, { type: 'signature_delta', signature: 'sig' }),
        stop(0),
        blockStart(1, { type: 'redacted_thinking', data: 'xyz' }),
        stop(1),
        blockStart(2, text),
        delta(2, { type: 'text_delta', text: 'Hi' }),
        delta(2, { type: 'citations_delta', citation }),
        stop(2),
        messageDelta('end_turn'),
        messageStop,
      ),
      [
        { type: 'start', id: 'msg_1', model: 'claude-x', usage: { inputTokens: 5, outputTokens: 1 } },
        { type: 'ping' },
        { type: 'blockStart', block: 0, content: { type: 'reasoning' } },
        { type: 'reasoningDelta', block: 0, text: 'hm' },
        { type: 'signature', block: 0, signature: signatureOf('sig') },
        { type: 'blockEnd', block: 0 },
        {
          type: 'blockStart',
          block: 1,
          content: { type: 'redactedReasoning', signature: signatureOf('xyz') },
        },
        { type: 'blockEnd', block: 1 },
        { type: 'blockStart', block: 2, content: { type: 'text' } },
        { type: 'textDelta', block: 2, text: 'Hi' },
        { type: 'citation', block: 2, citation: { original: { format: 'messages', value: citation } } },
        { type: 'blockEnd', block: 2 },
        { type: 'usage', usage: { inputTokens: 5, outputTokens: 9 } },
        { type: 'finish', reason: 'stop' },
        { type: 'end' },
      ],
    );
  });

  it('reads a call in fragments, one without arguments as {}, one with its input at the start', () => {
    const events = decode(
      start(),
      blockStart(0, { type: 'tool_use', id: 't1', name: 'read', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '' }),
      delta(0, { type: 'input_json_delta', partial_json: '{"a"' }),
      delta(0, { type: 'input_json_delta', partial_json: ':1}' }),
      stop(0),
      blockStart(1, { type: 'tool_use', id: 't2', name: 'list', input: {} }),
      delta(1, { type: 'input_json_delta', partial_json: '' }),
      stop(1),
      blockStart(2, { type: 'tool_use', id: 't3', name: 'cat', input: { b: 2 } }),
      stop(2),
      messageDelta('tool_use'),
      messageStop,
    );
    const fragments = events.flatMap((event) =>
      event.type === 'argumentsDelta' ? [[event.block, event.json]] : [],
    );
    assert.deepEqual(fragments, [
      [0, '{"a"'],
      [0, ':1}'],
      [1, '{}'],
      [2, '{"b":2}'],
    ]);
    assert.deepEqual(
      events.filter((event) => event.type === 'finish'),
      [{ type: 'finish', reason: 'toolCalls' }],
    );
  });

  it('gives out a server tool’s block whole at its end, its input joined', () => {
    const events = decode(
      start(),
      blockStart(0, { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"query"' }),
      delta(0, { type: 'input_json_delta', partial_json: ':"q"}' }),
      stop(0),
      blockStart(1, { type: 'compaction', content: null }),
      delta(1, { type: 'compaction_delta', content: 'so ' }),
      delta(1, { type: 'compaction_delta', content: 'far' }),
      stop(1),
      messageDelta('end_turn'),
      messageStop,
    );
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'blockStart' ? [event.content] : [])),
      [
        {
          type: 'opaque',
          format: 'messages',
          value: { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } },
        },
        { type: 'opaque', format: 'messages', value: { type: 'compaction', content: 'so far' } },
      ],
    );
  });

  it('begins blocks that a server did not start, and a new one when a delta is of another kind', () => {
    const events = decode(
      start(),
      delta(0, { type: 'thinking_delta', thinking: 'hm' }),
      delta(0, { type: 'text_delta', text: 'Hi' }),
      messageDelta('end_turn'),
      messageStop,
    );
    assert.deepEqual(
      events.filter((event) => 'block' in event).map((event) => [event.type, event.block]),
      [
        ['blockStart', 0],
        ['reasoningDelta', 0],
        ['blockEnd', 0],
        ['blockStart', 1],
        ['textDelta', 1],
        ['blockEnd', 1],
      ],
    );
  });

  it('takes counts as cumulative: overwrites, never adds, and a later zero erases nothing', () => {
    const usageOf = (first: JsonObject, last: JsonObject) =>
      decode(start(first), messageDelta('end_turn', last), messageStop).find(
        (event) => event.type === 'usage',
      )?.usage;
    const counted = {
      input_tokens: 9,
      cache_read_input_tokens: 1,
      cache_creation_input_tokens: 0,
      output_tokens: 1,
    };
    assert.deepEqual(usageOf(counted, { ...counted, output_tokens: 16 }), {
      inputTokens: 10,
      cachedInputTokens: 1,
      cacheWriteTokens: 0,
      outputTokens: 16,
    });
    const zeros = {
      input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      output_tokens: 16,
    };
    assert.equal(usageOf(counted, zeros)?.inputTokens, 10);
    assert.deepEqual(
      usageOf(zeros, { input_tokens: 4522, cache_creation_input_tokens: 4511, output_tokens: 5 }),
      {
        inputTokens: 9033,
        cachedInputTokens: 0,
        cacheWriteTokens: 4511,
        outputTokens: 5,
      },
    );
    assert.equal(
      usageOf({ input_tokens: 43, output_tokens: 1 }, { input_tokens: 61, output_tokens: 2 })?.inputTokens,
      61,
    );
  });

  it('#22 fails on a second message_start instead of mixing two answers', () => {
    const events = decode(
      start(),
      start(),
      blockStart(0, text),
      delta(0, { type: 'text_delta', text: 'x' }),
      messageStop,
    );
    assert.deepEqual(
      events.map((event) => event.type),
      ['start', 'error'],
    );
  });

  it('reports an error event, in any shape, and then nothing', () => {
    const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } };
    assert.deepEqual(decode(start(), overloaded, messageStop).slice(1), [
      { type: 'error', failure: { type: 'overloaded_error', message: 'Busy' } },
    ]);
    assert.deepEqual(decode({ error: { message: 'Out', code: 'quota' } }), [
      { type: 'error', failure: { type: 'api_error', message: 'Out', code: 'quota' } },
    ]);
    assert.deepEqual(decode({ type: 'error', error: 'Plain' }), [
      { type: 'error', failure: { type: 'api_error', message: 'Plain' } },
    ]);
    const decoder = messagesCodec.createStreamDecoder();
    assert.deepEqual(decoder.push({ event: 'error', data: '{"message":"Odd"}' }), [
      { type: 'error', failure: { type: 'api_error', message: 'Odd' } },
    ]);
  });

  it('#98 calls a body that ends before the stop reason truncated', () => {
    for (const chunks of [
      [],
      [start()],
      [start(), blockStart(0, text), delta(0, { type: 'text_delta', text: 'x' })],
    ]) {
      const last = decode(...chunks).at(-1);
      assert.ok(last?.type === 'error');
      assert.equal(last.failure.type, 'truncated_stream');
    }
  });

  it('ends properly when only message_stop is missing: the model had said why it stopped', () => {
    const events = decode(start(), blockStart(0, text), messageDelta('max_tokens'));
    assert.deepEqual(events.slice(-2), [{ type: 'finish', reason: 'length' }, { type: 'end' }]);
  });

  it('ends by what it saw when the stop reason is missing', () => {
    const call = blockStart(0, { type: 'tool_use', id: 't', name: 'n', input: {} });
    assert.deepEqual(decode(start(), call, messageStop).slice(-2), [
      { type: 'finish', reason: 'toolCalls' },
      { type: 'end' },
    ]);
    assert.deepEqual(decode(messageStop), [
      { type: 'start' },
      { type: 'finish', reason: 'stop' },
      { type: 'end' },
    ]);
  });

  it('#99 skips a malformed line and reads the rest', () => {
    const events = decode(
      start(),
      blockStart(0, text),
      delta(0, { type: 'text_delta', text: 'a' }),
      '{"type":"content_block_delta","index":0,"delta":{"type":"text_de',
      '',
      '[1]',
      { type: 'content_block_shuffle', index: 0 },
      delta(0, { type: 'text_delta', text: 'b' }),
      stop(0),
      messageDelta('end_turn'),
      messageStop,
      delta(0, { type: 'text_delta', text: 'after the end' }),
    );
    const texts = events.flatMap((event) => (event.type === 'textDelta' ? [event.text] : []));
    assert.deepEqual(texts, ['a', 'b']);
    assert.equal(events.at(-1)?.type, 'end');
  });

  it('finishes once when message_delta comes twice', () => {
    const events = decode(
      start(),
      messageDelta('end_turn'),
      messageDelta('end_turn', { output_tokens: 12 }),
      messageStop,
    );
    assert.equal(events.filter((event) => event.type === 'finish').length, 1);
    const usages = events.flatMap((event) => (event.type === 'usage' ? [event.usage.outputTokens] : []));
    assert.deepEqual(usages, [9, 12]);
  });

  it('numbers blocks in the order in which they are given out, also beside an unknown one that stays open', () => {
    const events = decode(
      start(),
      blockStart(0, { type: 'new_kind' }),
      blockStart(1, text),
      delta(1, { type: 'text_delta', text: 'a' }),
      stop(1),
      stop(0),
      messageDelta('end_turn'),
      messageStop,
    );
    const starts = events.flatMap((event) => (event.type === 'blockStart' ? [event] : []));
    assert.deepEqual(
      starts.map(({ block, content }) => [block, content.type]),
      [
        [0, 'text'],
        [1, 'opaque'],
      ],
    );
  });
});
