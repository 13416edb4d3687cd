import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { SseSplitter } from '../../../../src/gateway/wire/sse/sseSplitter.ts';
import { answerContext } from '../../../helpers/answerContext.ts';
import { decodeStream, encodeStream } from '../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../helpers/encodeTarget.ts';
import { readMessagesStream } from '../../../helpers/messagesClient.ts';
import type { ReadMessage } from '../../../helpers/messagesClient.ts';
import { stringOf } from '../../../helpers/stringOf.ts';

/** What an Anthropic client reads of an OpenAI chat stream. */
function read(...chunks: (JsonObject | string)[]): ReadMessage {
  return readMessagesStream(encodeStream(messagesCodec, decodeStream(chatCodec, chunks)));
}

function chunk(delta: JsonObject, finishReason: string | null = null, fields: JsonObject = {}): JsonObject {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model: 'gpt-x',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...fields,
  };
}

/** A fragment of one tool call. */
function call(
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  json?: string,
): JsonObject {
  return { index, id, type: 'function', function: { name, arguments: json } };
}

function calls(...fragments: JsonObject[]): JsonObject {
  return chunk({ tool_calls: fragments });
}

function usageChunk(usage: JsonObject | null): JsonObject {
  return { ...chunk({}), choices: [], usage };
}

/** The calls that the client saw: name and input of each. */
function inputs(message: ReadMessage): unknown[] {
  return message.content
    .filter((block) => block.type === 'tool_use')
    .map((block) => [block.name, block.input]);
}

const role = chunk({ role: 'assistant', content: '' });
const toolsFinished = chunk({}, 'tool_calls');
const stopped = chunk({}, 'stop');
const done = '[DONE]';

describe('OpenAI chat stream to an Anthropic client', () => {
  it('#1 empty content beside argument fragments opens no text block', () => {
    const message = read(
      role,
      chunk({ content: '', tool_calls: [call(0, 'a', 'read', '{"pa')] }),
      chunk({ content: '', tool_calls: [call(0, undefined, undefined, 'th":"x"}')] }),
      toolsFinished,
      done,
    );
    assert.deepEqual(message.content, [{ type: 'tool_use', id: 'a', name: 'read', input: { path: 'x' } }]);
  });

  it('#2 the fragment that switches the type is not lost', () => {
    const message = read(
      role,
      chunk({ content: 'One ' }),
      chunk({ reasoning_content: 'hm ' }),
      chunk({ reasoning_content: 'hm' }),
      chunk({ content: 'Two' }),
      calls(call(0, 'a', 'read', '{"x":1}')),
      toolsFinished,
      done,
    );
    assert.deepEqual(message.content, [
      { type: 'text', text: 'One ' },
      { type: 'thinking', thinking: 'hm hm', signature: '' },
      { type: 'text', text: 'Two' },
      { type: 'tool_use', id: 'a', name: 'read', input: { x: 1 } },
    ]);
  });

  it('#3 reasoning after a tool call gets a block of its own', () => {
    const message = read(
      role,
      chunk({ reasoning_content: 'first' }),
      calls(call(0, 'a', 'read', '{}')),
      chunk({ reasoning_content: 'second' }),
      toolsFinished,
      done,
    );
    assert.deepEqual(
      message.content.map((block) => block.type),
      ['thinking', 'tool_use', 'thinking'],
    );
    assert.equal(message.content[2]?.thinking, 'second');
  });

  it('#4 two interleaved parallel calls become sequential blocks', () => {
    const message = read(
      role,
      calls(call(0, 'a', 'read', '{"p"')),
      calls(call(1, 'b', 'write', '{"q"')),
      calls(call(0, undefined, undefined, ':1}')),
      calls(call(1, undefined, undefined, ':2}')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [
      ['read', { p: 1 }],
      ['write', { q: 2 }],
    ]);
    const blocks = message.order.filter((entry) => /start:|stop:/.test(entry));
    assert.deepEqual(blocks, [
      'content_block_start:0',
      'content_block_stop:0',
      'content_block_start:1',
      'content_block_stop:1',
    ]);
  });

  it('#4 the fragments of the open call are passed on as they come', () => {
    const decoder = chatCodec.createStreamDecoder();
    const encoder = messagesCodec.createStreamEncoder(answerContext());
    const push = (body: JsonObject) =>
      decoder
        .push({ data: JSON.stringify(body) })
        .map((event) => encoder.encode(event))
        .join('');
    push(role);
    push(calls(call(0, 'a', 'read', '{"p"')));
    assert.match(push(calls(call(0, undefined, undefined, ':1'))), /input_json_delta/);
  });

  it('#5 an answer of calls alone begins with block 0, no empty text before it', () => {
    const message = read(role, calls(call(0, 'a', 'read', '{}')), toolsFinished, done);
    assert.equal(message.order[1], 'content_block_start:0');
    assert.equal(message.content.length, 1);
    assert.equal(message.content[0]?.type, 'tool_use');
    assert.equal(message.stopReason, 'tool_use');
  });

  it('#6 a call without arguments is complete, with {} as its input', () => {
    const message = read(
      role,
      calls(call(0, 'a', 'list', '')),
      calls(call(1, 'b', 'list')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [
      ['list', {}],
      ['list', {}],
    ]);
  });

  it('#7 calls without index, or with the same index, are told apart by id', () => {
    const withoutIndex = read(
      role,
      calls(call(undefined, 'a', 'read', '{"x":1}')),
      calls(call(undefined, 'b', 'write', '{"y":')),
      calls(call(undefined, 'b', undefined, '2}')),
      toolsFinished,
      done,
    );
    const sameIndex = read(
      role,
      calls(call(0, 'a', 'read', '{"x":1}')),
      calls(call(0, 'b', 'write', '{"y":')),
      calls(call(0, 'b', undefined, '2}')),
      toolsFinished,
      done,
    );
    const skippedIndex = read(
      role,
      calls(call(1, 'a', 'read', '{"x":1}')),
      calls(call(4, 'b', 'write', '{"y":')),
      calls(call(4, undefined, undefined, '2}')),
      toolsFinished,
      done,
    );
    for (const message of [withoutIndex, sameIndex, skippedIndex]) {
      assert.deepEqual(inputs(message), [
        ['read', { x: 1 }],
        ['write', { y: 2 }],
      ]);
    }
  });

  it('#7 fragments with neither index nor id continue the newest call', () => {
    const message = read(
      role,
      calls(call(undefined, 'a', 'read', '{"x"')),
      calls(call(undefined, undefined, undefined, ':1}')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [['read', { x: 1 }]]);
  });

  it('#8 calls without an id get one, each its own', () => {
    const message = read(
      role,
      calls(call(0, undefined, 'read', '{"x":1}')),
      calls(call(1, '', 'write', '{"y":2}')),
      toolsFinished,
      done,
    );
    const ids = message.content.map((block) => stringOf(block.id));
    assert.equal(new Set(ids).size, 2);
    for (const id of ids) assert.match(id, /^[a-zA-Z0-9_-]+$/);
  });

  it('#9 a name that arrives after the id and arguments is waited for', () => {
    const message = read(
      role,
      calls(call(0, 'a', undefined, '{"x"')),
      calls(call(0, undefined, undefined, ':1}')),
      calls(call(0, undefined, 'read', '')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [['read', { x: 1 }]]);
  });

  it('#9 a call whose name never comes is kept, one without anything is dropped', () => {
    const message = read(
      role,
      calls(call(0, 'a', undefined, '{"x":1}')),
      calls(call(1, '', '', '')),
      toolsFinished,
      done,
    );
    assert.equal(message.content.length, 1);
    assert.deepEqual(message.content[0]?.input, { x: 1 });
    assert.notEqual(stringOf(message.content[0].name), '');
  });

  it('#10 arguments that already parse may still go on', () => {
    const message = read(
      role,
      calls(call(0, 'a', 'read', '{"x":1}')),
      calls(call(0, undefined, undefined, ' ')),
      calls(call(0, undefined, undefined, '\n')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [['read', { x: 1 }]]);
    assert.equal(message.order.filter((entry) => entry === 'content_block_delta:0').length, 3);
  });

  it('#10 an empty object before the real arguments does not end the call', () => {
    const message = read(
      role,
      calls(call(0, 'a', 'read', '{}')),
      calls(call(0, undefined, undefined, '{"x"')),
      calls(call(0, undefined, undefined, ':1}')),
      toolsFinished,
      done,
    );
    assert.deepEqual(inputs(message), [['read', { x: 1 }]]);
  });

  it('#11 an id that Anthropic clients refuse is rewritten, and the provider gets its own back next turn', () => {
    const message = read(role, calls(call(0, 'fs.readFile:1', 'read', '{}')), toolsFinished, done);
    const [block = {}] = message.content;
    assert.match(stringOf(block.id), /^[a-zA-Z0-9_-]+$/);
    const next = messagesCodec.decodeRequest({
      messages: [
        { role: 'user', content: 'Read it.' },
        { role: 'assistant', content: [block] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: stringOf(block.id), content: 'x' }] },
      ],
    });
    const [, assistant = {}, tool = {}] = chatCodec.encodeRequest(next, encodeTarget()).body
      .messages as JsonObject[];
    assert.equal((assistant.tool_calls as JsonObject[])[0]?.id, 'fs.readFile:1');
    assert.equal(tool.tool_call_id, 'fs.readFile:1');
  });

  it('#12 usage in a chunk after the finish reaches message_delta, cached tokens apart', () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    const message = read(role, chunk({ content: 'Hi' }), stopped, usageChunk(usage), done);
    assert.deepEqual(message.usage, {
      input_tokens: 40,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 60,
      output_tokens: 20,
      output_tokens_details: { thinking_tokens: 5 },
    });
    assert.equal(message.stopReason, 'end_turn');
  });

  it('#13 usage that is null on every chunk but one is ignored', () => {
    const nothing = { usage: null };
    const message = read(
      chunk({ role: 'assistant', content: 'Hi' }, null, nothing),
      chunk({}, null, { usage: { prompt_tokens: 9, completion_tokens: 2 } }),
      chunk({}, 'stop', nothing),
      done,
    );
    assert.deepEqual([message.usage.input_tokens, message.usage.output_tokens], [9, 2]);
  });

  it('#14 usage is asked for upstream', () => {
    const request = messagesCodec.decodeRequest({
      stream: true,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    const { body } = chatCodec.encodeRequest(request, encodeTarget());
    assert.deepEqual(body.stream_options, { include_usage: true });
  });

  it('#15 message_start says input tokens, estimated while unknown, and every counter', () => {
    const message = read(role, chunk({ content: 'Hi' }), stopped, done);
    assert.deepEqual(message.startUsage, {
      input_tokens: 77,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 0,
    });
  });

  for (const field of ['reasoning', 'reasoning_content']) {
    it(`#16 delta.${field} becomes a thinking block`, () => {
      const message = read(
        chunk({ role: 'assistant', [field]: 'Let me ' }),
        chunk({ [field]: 'see.' }),
        chunk({ content: 'Hi' }),
        stopped,
        done,
      );
      assert.deepEqual(message.content, [
        { type: 'thinking', thinking: 'Let me see.', signature: '' },
        { type: 'text', text: 'Hi' },
      ]);
    });
  }

  it('#17 one chunk with reasoning and content gives two blocks, reasoning first', () => {
    const message = read(role, chunk({ content: 'Hi', reasoning_content: 'hm' }), stopped, done);
    assert.deepEqual(message.content, [
      { type: 'thinking', thinking: 'hm', signature: '' },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it('#18 what follows [DONE] is ignored, and the end comes once', () => {
    const message = read(role, chunk({ content: 'Hi' }), stopped, done, chunk({ content: ' again' }), done);
    assert.deepEqual(message.content, [{ type: 'text', text: 'Hi' }]);
    assert.equal(message.order.filter((entry) => entry === 'message_stop').length, 1);
  });

  it('#19 [DONE] without a finish reason closes what is open, with a reason by what was seen', () => {
    const text = read(role, chunk({ content: 'Hi' }), done);
    assert.equal(text.stopReason, 'end_turn');
    assert.ok(text.stopped);
    const tool = read(role, calls(call(0, 'a', 'read', '{"x":1}')), done);
    assert.equal(tool.stopReason, 'tool_use');
    assert.deepEqual(inputs(tool), [['read', { x: 1 }]]);
  });

  it('#20 characters and lines may be split anywhere', () => {
    const chunks = [role, chunk({ content: 'Grüße 🌍, 你好' }), stopped, done];
    const body = chunks
      .map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`)
      .join('');
    const bytes = Buffer.from(body);
    for (const size of [1, 2, 3, 7, 64]) {
      const splitter = new SseSplitter();
      const decoder = chatCodec.createStreamDecoder();
      const events = [];
      for (let start = 0; start < bytes.length; start += size) {
        for (const event of splitter.push(bytes.subarray(start, start + size)))
          events.push(...decoder.push(event));
      }
      for (const event of splitter.end()) events.push(...decoder.push(event));
      events.push(...decoder.end());
      const message = readMessagesStream(encodeStream(messagesCodec, events));
      assert.deepEqual(
        message.content,
        [{ type: 'text', text: 'Grüße 🌍, 你好' }],
        `chunks of ${size} bytes`,
      );
    }
  });

  it('#21 a finish chunk that comes twice ends the message once', () => {
    const message = read(
      role,
      chunk({ content: 'Hi' }),
      stopped,
      stopped,
      usageChunk({ prompt_tokens: 1, completion_tokens: 2 }),
      done,
    );
    assert.equal(message.order.filter((entry) => entry === 'message_delta').length, 1);
    assert.equal(message.usage.output_tokens, 2);
  });

  it('#97 an error inside a 200 stream is an error event, never a normal end', () => {
    const error = { id: 'x', error: { code: 502, message: 'Upstream gone' }, choices: [] };
    const message = read(role, chunk({ content: 'Hal' }), error, done);
    assert.equal(message.error?.message, 'Upstream gone');
    assert.equal(message.stopReason, undefined);
  });

  it('#98 a stream that breaks off is an error event, never a normal end', () => {
    const message = read(role, chunk({ content: 'Hal' }));
    assert.equal(message.error?.code, 'truncated_stream');
    assert.equal(message.stopped, false);
  });

  it('#99 a malformed line is skipped and the rest is read', () => {
    const message = read(
      role,
      chunk({ content: 'a' }),
      '{"choices":[{"delta":{"con',
      chunk({ content: 'b' }),
      stopped,
      done,
    );
    assert.deepEqual(message.content, [{ type: 'text', text: 'ab' }]);
    assert.ok(message.stopped);
  });

  const reasons = {
    stop: 'end_turn',
    length: 'max_tokens',
    content_filter: 'refusal',
    tool_calls: 'tool_use',
  };
  for (const [finishReason, stopReason] of Object.entries(reasons)) {
    it(`finish_reason ${finishReason} becomes stop_reason ${stopReason}`, () => {
      const fragment =
        finishReason === 'tool_calls' ? calls(call(0, 'a', 'read', '{}')) : chunk({ content: 'Hi' });
      assert.equal(read(role, fragment, chunk({}, finishReason), done).stopReason, stopReason);
    });
  }
});
