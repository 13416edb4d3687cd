import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { NeutralAnswer, NeutralPart, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { chatChunk } from '../../../../helpers/chatChunks.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function decode(...chunks: (JsonObject | string)[]): StreamEvent[] {
  return decodeStream(chatCodec, chunks);
}

function contentOf(...chunks: (JsonObject | string)[]): readonly NeutralPart[] {
  return collectAnswer(decode(...chunks)).answer.content;
}

function calls(...entries: JsonObject[]): JsonObject {
  return chatChunk({ tool_calls: entries });
}

function argumentsOf(...chunks: (JsonObject | string)[]): unknown[] {
  return contentOf(...chunks, '[DONE]').map((part) =>
    part.type === 'toolCall' ? [part.name, part.argumentsJson] : part.type,
  );
}

const stop = chatChunk({}, 'stop');

describe('chat stream decoder', () => {
  it('gives out canonical events: start, blocks, finish, usage, end', () => {
    const events = decode(
      chatChunk({ role: 'assistant', content: '' }),
      chatChunk({ content: 'Hi' }),
      stop,
      { ...chatChunk({}), choices: [], usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } },
      '[DONE]',
    );
    assert.deepEqual(
      events.map(({ type }) => type),
      ['start', 'blockStart', 'textDelta', 'usage', 'blockEnd', 'finish', 'end'],
    );
    assert.deepEqual(events[0], {
      type: 'start',
      id: 'chatcmpl-1',
      model: 'gpt-x',
      createdAtS: 1_760_000_000,
    });
  });

  const fixtures: Record<string, Partial<NeutralAnswer>> = {
    azure: {
      id: 'chatcmpl-az',
      content: [{ type: 'text', text: 'Delft' }],
      finishReason: 'stop',
      usage: { inputTokens: 15, outputTokens: 78, cachedInputTokens: 0, reasoningTokens: 64 },
    },
    deepseek: {
      content: [
        { type: 'reasoning', text: 'The user wants a file.' },
        { type: 'toolCall', id: 'call_00_x', name: 'read', argumentsJson: '{"path":"a.ts"}' },
      ],
      finishReason: 'toolCalls',
      usage: { inputTokens: 339, outputTokens: 83, cachedInputTokens: 320, reasoningTokens: 39 },
    },
    groq: {
      content: [{ type: 'toolCall', id: 'tk85', name: 'now', argumentsJson: '{}' }],
      usage: { inputTokens: 210, outputTokens: 15 },
    },
    mistral: {
      content: [
        { type: 'reasoning', text: '2+2 is 4.' },
        { type: 'text', text: 'Four' },
        { type: 'toolCall', id: 'gSIMJiOkT', name: 'note', argumentsJson: '{"n":4}' },
      ],
      finishReason: 'toolCalls',
    },
    vllm: {
      content: [
        { type: 'reasoning', text: 'Look it up.' },
        { type: 'toolCall', id: 'chatcmpl-tool-9', name: 'search', argumentsJson: '{"q":"x"}' },
      ],
      finishReason: 'toolCalls',
      usage: { inputTokens: 171, outputTokens: 14, cachedInputTokens: 128 },
    },
    xai: {
      content: [
        { type: 'reasoning', text: 'First' },
        { type: 'text', text: 'Hello' },
      ],
      usage: { inputTokens: 307, outputTokens: 253, cachedInputTokens: 306, reasoningTokens: 227 },
    },
    openrouter: {
      content: [
        { type: 'reasoning', text: 'Hm', signature: signatureOf('c2ln') },
        { type: 'text', text: 'Yes' },
      ],
      usage: { inputTokens: 20, outputTokens: 9, cachedInputTokens: 4, cacheWriteTokens: 6, costUsd: 0.001 },
    },
  };
  for (const [name, expected] of Object.entries(fixtures)) {
    it(`reads what ${name} sends`, () => {
      const file = new URL(`../../../../fixtures/wire/chat/${name}.chunks.txt`, import.meta.url);
      const { answer, failure } = collectAnswer(decode(...readFileSync(file, 'utf8').trim().split('\n')));
      assert.equal(failure, undefined);
      for (const [field, value] of Object.entries(expected))
        assert.deepEqual(answer[field as keyof NeutralAnswer], value, field);
    });
  }

  describe('content', () => {
    it('opens no block for empty deltas', () => {
      assert.deepEqual(
        contentOf(chatChunk({ content: '', reasoning_content: '', refusal: null }), stop, '[DONE]'),
        [],
      );
    });

    it('begins a new block whenever the kind changes', () => {
      const kinds = contentOf(
        chatChunk({ content: 'a' }),
        chatChunk({ reasoning_text: 'b' }),
        chatChunk({ content: 'c' }),
        chatChunk({ refusal: 'd' }),
        '[DONE]',
      ).map(({ type }) => type);
      assert.deepEqual(kinds, ['text', 'reasoning', 'text', 'refusal']);
    });

    it('reads a chunk with reasoning and content in that order', () => {
      assert.deepEqual(contentOf(chatChunk({ content: 'b', reasoning: 'a' }), '[DONE]'), [
        { type: 'reasoning', text: 'a' },
        { type: 'text', text: 'b' },
      ]);
    });

    it('takes a signed thinking block’s text once, whether it was streamed before or not', () => {
      const signed = { type: 'thinking', thinking: 'hm', signature: 's' };
      const expected = [{ type: 'reasoning', text: 'hm', signature: signatureOf('s') }];
      assert.deepEqual(contentOf(chatChunk({ thinking_blocks: [signed] }), '[DONE]'), expected);
      assert.deepEqual(
        contentOf(chatChunk({ reasoning_content: 'hm' }), chatChunk({ thinking_blocks: [signed] }), '[DONE]'),
        expected,
      );
    });

    it('reads redacted thinking', () => {
      const blocks = [{ type: 'redacted_thinking', data: 'xyz' }];
      assert.deepEqual(contentOf(chatChunk({ thinking_blocks: blocks }), '[DONE]'), [
        { type: 'reasoning', text: '', redacted: true, signature: signatureOf('xyz') },
      ]);
    });

    it('keeps logprobs with their text', () => {
      const logprobs = { content: [{ token: 'a', logprob: -0.1 }] };
      const chunk = { choices: [{ index: 0, delta: { content: 'a' }, logprobs }] };
      assert.deepEqual(collectAnswer(decode(chunk, '[DONE]')).answer.logprobs, logprobs);
    });

    it('reads the first of several choices alone', () => {
      const both = {
        choices: [
          { index: 1, delta: { content: 'no' } },
          { index: 0, delta: { content: 'yes' } },
        ],
      };
      assert.deepEqual(contentOf(both, '[DONE]'), [{ type: 'text', text: 'yes' }]);
    });
  });

  describe('tool calls', () => {
    const cases: [name: string, chunks: JsonObject[], expected: [string, string][]][] = [
      [
        'whole calls without index or id',
        [
          calls(
            { function: { name: 'a', arguments: '{"x":1}' } },
            { function: { name: 'b', arguments: '{}' } },
          ),
        ],
        [
          ['a', '{"x":1}'],
          ['b', '{}'],
        ],
      ],
      [
        'every call under index 0, without ids',
        [
          calls({ index: 0, function: { name: 'a', arguments: '{"x":1}' } }),
          calls({ index: 0, function: { name: 'a', arguments: '{"x":2}' } }),
        ],
        [
          ['a', '{"x":1}'],
          ['a', '{"x":2}'],
        ],
      ],
      [
        'every call under index 0, with ids',
        [
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '' } }),
          calls({ index: 0, id: '2', function: { name: 'b', arguments: '{"y":1}' } }),
        ],
        [
          ['a', '{}'],
          ['b', '{"y":1}'],
        ],
      ],
      [
        'an id that changes from chunk to chunk',
        [
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '{"x"' } }),
          calls({ index: 0, id: '2', function: { arguments: ':1}' } }),
        ],
        [['a', '{"x":1}']],
      ],
      [
        'a name that is repeated in every chunk',
        [
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '{"x"' } }),
          calls({ index: 0, id: '1', function: { name: 'a', arguments: ':1}' } }),
        ],
        [['a', '{"x":1}']],
      ],
      [
        'interleaved calls',
        [
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '{"x":' } }),
          calls({ index: 1, id: '2', function: { name: 'b', arguments: '{"y":' } }),
          calls({ index: 0, function: { arguments: '1}' } }),
          calls({ index: 1, function: { arguments: '2}' } }),
        ],
        [
          ['a', '{"x":1}'],
          ['b', '{"y":2}'],
        ],
      ],
      [
        'arguments sent as an object',
        [calls({ index: 0, id: '1', function: { name: 'a', arguments: { x: 1 } } })],
        [['a', '{"x":1}']],
      ],
      [
        'a placeholder {} before the real arguments',
        [
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '{}' } }),
          calls({ index: 0, function: { arguments: '{"x":1}' } }),
        ],
        [['a', '{"x":1}']],
      ],
      [
        'indexes that begin at 1 and skip',
        [
          calls({ index: 1, function: { name: 'a', arguments: '{"x":1}' } }),
          calls({ index: 5, function: { name: 'b', arguments: '{"y":1}' } }),
        ],
        [
          ['a', '{"x":1}'],
          ['b', '{"y":1}'],
        ],
      ],
      [
        'a name that comes late',
        [
          calls({ index: 0, id: '1', function: { arguments: '{"x":' } }),
          calls({ index: 0, function: { name: 'a', arguments: '1}' } }),
        ],
        [['a', '{"x":1}']],
      ],
      [
        'a legacy function call',
        [
          chatChunk({ function_call: { name: 'a', arguments: '{"x":' } }),
          chatChunk({ function_call: { arguments: '1}' } }),
        ],
        [['a', '{"x":1}']],
      ],
    ];
    for (const [name, chunks, expected] of cases) {
      it(`reads ${name}`, () => assert.deepEqual(argumentsOf(...chunks), expected));
    }

    it('gives a call without id one that start and history share', () => {
      const events = decode(calls({ function: { name: 'a', arguments: '{}' } }), '[DONE]');
      const [call] = collectAnswer(events).answer.content;
      assert.match(call?.type === 'toolCall' ? call.id : '', /^call_[0-9a-f]{32}$/);
    });

    it('keeps a call that never gets a name, and drops one that says nothing', () => {
      assert.deepEqual(argumentsOf(calls({ index: 0, function: { arguments: '{"x":1}' } })), [
        ['unnamed_tool', '{"x":1}'],
      ]);
      assert.deepEqual(argumentsOf(calls({ index: 0, id: '', function: { name: '', arguments: '' } })), []);
    });

    it('passes fragments on as they come', () => {
      const decoder = chatCodec.createStreamDecoder();
      const push = (chunk: JsonObject) => decoder.push({ data: JSON.stringify(chunk) });
      push(calls({ index: 0, id: '1', function: { name: 'a', arguments: '' } }));
      assert.deepEqual(push(calls({ index: 0, function: { arguments: '{"x"' } })), [
        { type: 'argumentsDelta', block: 0, json: '{"x"' },
      ]);
    });

    it('ends a call with whole arguments when the next begins, so that no one waits', () => {
      const events = decode(
        calls({ index: 0, id: '1', function: { name: 'a', arguments: '{"x":1}' } }),
        calls({ index: 1, id: '2', function: { name: 'b', arguments: '{"y":1}' } }),
        '[DONE]',
      );
      const order = events.flatMap((event) =>
        event.type === 'blockStart' || event.type === 'blockEnd' ? [`${event.type} ${event.block}`] : [],
      );
      assert.deepEqual(order, ['blockStart 0', 'blockEnd 0', 'blockStart 1', 'blockEnd 1']);
    });

    it('ignores fragments for a call that is complete', () => {
      assert.deepEqual(
        argumentsOf(
          calls({ index: 0, id: '1', function: { name: 'a', arguments: '{"x":1}' } }),
          calls({ index: 1, id: '2', function: { name: 'b', arguments: '{"y":1}' } }),
          calls({ index: 0, function: { arguments: '\n' } }),
        ),
        [
          ['a', '{"x":1}'],
          ['b', '{"y":1}'],
        ],
      );
    });

    it('reads a custom tool’s call, its input as text', () => {
      const custom = (input: string) => ({
        index: 0,
        id: 'c',
        type: 'custom',
        custom: { name: 'sql', input },
      });
      assert.deepEqual(contentOf(calls(custom('SELECT ')), calls(custom('1')), '[DONE]'), [
        { type: 'toolCall', id: 'c', name: 'sql', custom: true, argumentsJson: 'SELECT 1' },
      ]);
    });
  });

  describe('the end', () => {
    const finishes: [reason: string | null, expected: string][] = [
      ['stop', 'stop'],
      ['length', 'length'],
      ['model_length', 'length'],
      ['content_filter', 'contentFilter'],
      ['tool_calls', 'stop'],
      ['something_new', 'stop'],
      [null, 'stop'],
    ];
    for (const [reason, expected] of finishes) {
      it(`finish_reason ${String(reason)} of a text is ${expected}`, () => {
        const { answer } = collectAnswer(decode(chatChunk({ content: 'x' }, reason), '[DONE]'));
        assert.equal(answer.finishReason, expected);
      });
    }

    it('"stop" after a tool call is toolCalls, "length" stays', () => {
      const call = calls({ index: 0, id: '1', function: { name: 'a', arguments: '{}' } });
      assert.equal(collectAnswer(decode(call, stop, '[DONE]')).answer.finishReason, 'toolCalls');
      assert.equal(
        collectAnswer(decode(call, chatChunk({}, 'length'), '[DONE]')).answer.finishReason,
        'length',
      );
    });

    it('comes once, whatever is repeated or follows', () => {
      const events = decode(
        chatChunk({ content: 'x' }),
        stop,
        stop,
        '[DONE]',
        '[DONE]',
        chatChunk({ content: 'y' }),
      );
      const names = events.map(({ type }) => type);
      assert.deepEqual(
        names.filter((type) => type === 'finish' || type === 'end'),
        ['finish', 'end'],
      );
      assert.equal(names.filter((type) => type === 'textDelta').length, 1);
    });

    it('is a proper one without [DONE] when a finish_reason came', () => {
      assert.equal(decode(chatChunk({ content: 'x' }), stop).at(-1)?.type, 'end');
    });

    it('is a failure without either', () => {
      assert.deepEqual(decode(chatChunk({ content: 'x' })).at(-1), {
        type: 'error',
        failure: { type: 'truncated_stream', message: 'The provider’s stream broke off before its end.' },
      });
    });

    it('is a failure when [DONE] is all there was', () => {
      const [event, ...more] = decode('[DONE]');
      assert.equal(event?.type === 'error' ? event.failure.type : '', 'empty_stream');
      assert.deepEqual(more, []);
    });
  });

  describe('failures', () => {
    const failures: [name: string, chunk: JsonObject, message: RegExp, code: string | undefined][] = [
      [
        'an error object',
        { error: { message: 'Overloaded', type: 'server_error', code: 503 } },
        /Overloaded/,
        '503',
      ],
      ['an error text', { error: 'model crashed' }, /model crashed/, undefined],
      [
        'an error beside empty choices',
        { id: 'gen', choices: [], error: { message: 'No credits', code: '402' } },
        /No credits/,
        '402',
      ],
      [
        'an error inside the choice',
        { choices: [{ index: 0, delta: {}, error: { message: 'Bad gateway', code: 502 } }] },
        /Bad gateway/,
        '502',
      ],
      ['finish_reason error', chatChunk({}, 'error'), /ended its answer with an error/, undefined],
      [
        'vLLM’s error object',
        { object: 'error', message: 'too long', type: 'BadRequest', code: 400 },
        /too long/,
        '400',
      ],
      ['FastAPI’s detail', { detail: 'Not found' }, /Not found/, undefined],
    ];
    for (const [name, chunk, message, code] of failures) {
      it(`reads ${name}, and nothing after it`, () => {
        const events = decode(chatChunk({ content: 'x' }), chunk, chatChunk({ content: 'y' }), '[DONE]');
        const last = events.at(-1);
        assert.ok(last?.type === 'error');
        assert.match(last.failure.message, message);
        assert.equal(last.failure.code, code);
        assert.equal(events.filter(({ type }) => type === 'textDelta').length, 1);
      });
    }

    it('takes no harm from error: null, malformed lines and comments', () => {
      assert.deepEqual(
        contentOf(
          { ...chatChunk({ content: 'a' }), error: null },
          '{"choices":[{"de',
          'null',
          '[]',
          chatChunk({ content: 'b' }),
          '[DONE]',
        ),
        [{ type: 'text', text: 'ab' }],
      );
    });
  });
});
