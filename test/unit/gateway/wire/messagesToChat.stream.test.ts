import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerContext } from '../../../../src/gateway/wire/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../helpers/answerContext.ts';
import { readChatChunks, readDeltas } from '../../../helpers/chatChunks.ts';
import { decodeStream, encodeStream } from '../../../helpers/convertStream.ts';
import { stringOf } from '../../../helpers/stringOf.ts';

/** The text that an OpenAI client gets of an Anthropic stream. */
function convert(events: JsonObject[], context: Partial<AnswerContext> = {}): string {
  return encodeStream(chatCodec, decodeStream(messagesCodec, events), answerContext(context));
}

function started(usage: JsonObject = { input_tokens: 10, output_tokens: 1 }): JsonObject {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-x', content: [], usage };
  return { type: 'message_start', message };
}

function block(index: number, contentBlock: JsonObject, ...deltas: JsonObject[]): JsonObject[] {
  return [
    { type: 'content_block_start', index, content_block: contentBlock },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

function textBlock(index: number, ...texts: string[]): JsonObject[] {
  return block(index, { type: 'text', text: '' }, ...texts.map((text) => ({ type: 'text_delta', text })));
}

function toolBlock(index: number, id: string, ...fragments: string[]): JsonObject[] {
  return block(
    index,
    { type: 'tool_use', id, name: 'read', input: {} },
    ...fragments.map((json) => ({ type: 'input_json_delta', partial_json: json })),
  );
}

function ended(stopReason: string, usage: JsonObject = { output_tokens: 5 }): JsonObject[] {
  return [
    { type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  ];
}

/** Arguments by tool index, put together as clients do. */
function toolArguments(text: string): Record<number, string> {
  const joined: Record<number, string> = {};
  for (const delta of readDeltas(text)) {
    for (const call of (delta.tool_calls ?? []) as { index: number; function: { arguments?: string } }[])
      joined[call.index] = (joined[call.index] ?? '') + (call.function.arguments ?? '');
  }
  return joined;
}

function finishReasons(text: string): unknown[] {
  return readChatChunks(text)
    .flatMap((chunk) => chunk.choices as JsonObject[])
    .map((choice) => choice.finish_reason)
    .filter((reason) => reason !== null);
}

describe('Anthropic stream to an OpenAI chat client', () => {
  it('#23 the first delta has the role', () => {
    const [first] = readDeltas(convert([started(), ...textBlock(0, 'Hi'), ...ended('end_turn')]));
    assert.equal(first?.role, 'assistant');
  });

  it('#24 a call’s start has empty arguments, which its fragments fill', () => {
    const text = convert([started(), ...toolBlock(0, 'toolu_1', '', '{"a"', ':1}'), ...ended('tool_use')]);
    const calls = readDeltas(text).flatMap((delta) => (delta.tool_calls ?? []) as JsonObject[]);
    assert.deepEqual(calls[0], {
      index: 0,
      id: 'toolu_1',
      type: 'function',
      function: { name: 'read', arguments: '' },
    });
    assert.deepEqual(toolArguments(text), { 0: '{"a":1}' });
  });

  it('#25 a call without arguments ends with {}', () => {
    const text = convert([started(), ...toolBlock(0, 'toolu_1', ''), ...ended('tool_use')]);
    assert.deepEqual(toolArguments(text), { 0: '{}' });
  });

  it('#26 tool index counts tools from 0', () => {
    const text = convert([
      started(),
      ...textBlock(0, 'Reading.'),
      ...toolBlock(1, 'toolu_1', '{"a":1}'),
      ...toolBlock(2, 'toolu_2', '{"b":2}'),
      ...ended('tool_use'),
    ]);
    assert.deepEqual(toolArguments(text), { 0: '{"a":1}', 1: '{"b":2}' });
  });

  it('#27 a ping is a blank line, never a chunk', () => {
    const decoder = messagesCodec.createStreamDecoder();
    const encoder = chatCodec.createStreamEncoder(answerContext());
    const push = (event: JsonObject) =>
      decoder
        .push({ data: JSON.stringify(event) })
        .map((neutral) => encoder.encode(neutral))
        .join('');
    push(started());
    assert.equal(push({ type: 'ping' }), '\n');
  });

  it('#28 thinking is a plain string, its signature and redacted blocks are thinking_blocks', () => {
    const text = convert([
      started(),
      ...block(
        0,
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Let me ' },
        { type: 'thinking_delta', thinking: 'see.' },
        { type: 'signature_delta', signature: 'c2ln' },
      ),
      ...block(1, { type: 'redacted_thinking', data: 'xyz' }),
      ...textBlock(2, 'Yes'),
      ...ended('end_turn'),
    ]);
    const deltas = readDeltas(text);
    const reasoning = deltas.flatMap((delta) => delta.reasoning_content ?? []);
    assert.deepEqual(reasoning, ['Let me ', 'see.']);
    assert.deepEqual(
      deltas.flatMap((delta) => delta.thinking_blocks ?? []),
      [
        { type: 'thinking', thinking: 'Let me see.', signature: 'c2ln' },
        { type: 'redacted_thinking', data: 'xyz' },
      ],
    );
  });

  function usageOf(text: string): unknown {
    return readChatChunks(text).at(-1)?.usage;
  }

  it('#29 message_delta’s usage is cumulative and overwrites', () => {
    const text = convert([
      started({ input_tokens: 9, cache_read_input_tokens: 1, output_tokens: 1 }),
      ...textBlock(0, 'Hi'),
      ...ended('end_turn', { input_tokens: 9, cache_read_input_tokens: 1, output_tokens: 5 }),
    ]);
    assert.deepEqual(usageOf(text), {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 1 },
    });
  });

  it('#30 input counts that only message_delta has are honoured, its zeros erase nothing', () => {
    const late = [...textBlock(0, 'Hi'), ...ended('end_turn', { input_tokens: 4522, output_tokens: 5 })];
    const lateUsage = usageOf(convert([started({ input_tokens: 0, output_tokens: 0 }), ...late]));
    assert.equal((lateUsage as JsonObject).prompt_tokens, 4522);
    const zeros = [...textBlock(0, 'Hi'), ...ended('end_turn', { input_tokens: 0, output_tokens: 5 })];
    const kept = usageOf(convert([started({ input_tokens: 4511, output_tokens: 1 }), ...zeros]));
    assert.equal((kept as JsonObject).prompt_tokens, 4511);
  });

  it('#31 prompt_tokens holds cache reads and writes, cached_tokens the reads', () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 20, cache_creation_input_tokens: 5 };
    const text = convert([
      started({ ...usage, output_tokens: 1 }),
      ...textBlock(0, 'Hi'),
      ...ended('end_turn', { output_tokens: 7 }),
    ]);
    assert.deepEqual(usageOf(text), {
      prompt_tokens: 35,
      completion_tokens: 7,
      total_tokens: 42,
      prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 5 },
    });
  });

  const reasons: [stopReason: string, expected: string][] = [
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['refusal', 'content_filter'],
    ['sensitive', 'content_filter'],
    ['pause_turn', 'stop'],
  ];
  for (const [stopReason, expected] of reasons) {
    it(`#32 stop_reason ${stopReason} is ${expected}`, () => {
      assert.deepEqual(finishReasons(convert([started(), ...textBlock(0, 'x'), ...ended(stopReason)])), [
        expected,
      ]);
    });
  }

  it('#32 stop_reason tool_use is tool_calls', () => {
    const text = convert([started(), ...toolBlock(0, 'toolu_1', '{}'), ...ended('tool_use')]);
    assert.deepEqual(finishReasons(text), ['tool_calls']);
  });

  it('#33 the stream ends with one [DONE]', () => {
    const text = convert([started(), ...textBlock(0, 'Hi'), ...ended('end_turn')]);
    assert.equal(text.split('data: [DONE]\n\n').length, 2);
    assert.ok(text.endsWith('data: [DONE]\n\n'));
  });

  it('#34 several text blocks are one text in order', () => {
    const text = convert([
      started(),
      ...textBlock(0, 'One '),
      ...block(
        1,
        { type: 'text', text: '', citations: [] },
        { type: 'text_delta', text: 'two ' },
        { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'x' } },
      ),
      ...textBlock(2, 'three'),
      ...ended('end_turn'),
    ]);
    assert.equal(
      readDeltas(text)
        .map((delta) => stringOf(delta.content ?? ''))
        .join(''),
      'One two three',
    );
  });

  it('#35 the usage chunk comes only when it was asked for', () => {
    const events = [started(), ...textBlock(0, 'Hi'), ...ended('end_turn')];
    assert.deepEqual(readChatChunks(convert(events)).at(-1)?.choices, []);
    const unasked = readChatChunks(convert(events, { includeUsage: false }));
    assert.ok(
      unasked.every((chunk) => chunk.usage === undefined && (chunk.choices as unknown[]).length === 1),
    );
  });

  it('#91 id and model are the same in every chunk, the usage chunk too', () => {
    const chunks = readChatChunks(convert([started(), ...textBlock(0, 'Hi'), ...ended('end_turn')]));
    assert.deepEqual(
      [...new Set(chunks.map(({ id, model }) => `${stringOf(id)} ${stringOf(model)}`))],
      ['msg_1 claude-x'],
    );
  });

  it('#96 a failure after the head is an error chunk without a finish', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const text = convert([started(), ...textBlock(0, 'Hi'), error]);
    assert.deepEqual(finishReasons(text.replace(/data: \{"error".*\n\n/, '')), []);
    assert.match(text, /"error":\{"message":"Overloaded","type":"overloaded_error"/);
    assert.doesNotMatch(text, /DONE/);
  });

  it('#98 a stream that breaks off is an error chunk', () => {
    const text = convert([started(), ...textBlock(0, 'Hi')]);
    assert.match(text, /"type":"truncated_stream"/);
    assert.doesNotMatch(text, /DONE/);
  });
});
