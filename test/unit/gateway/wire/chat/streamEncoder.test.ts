import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerContext } from '../../../../../src/gateway/wire/codec.ts';
import type { FinishReason, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { readChatChunks, readDeltas } from '../../../../helpers/chatChunks.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';

function encode(events: StreamEvent[], context: Partial<AnswerContext> = {}): string {
  return encodeStream(chatCodec, events, answerContext(context));
}

const start: StreamEvent = { type: 'start', id: 'msg_1', model: 'claude-x' };
const finish = (reason: FinishReason): StreamEvent => ({ type: 'finish', reason });
const end: StreamEvent = { type: 'end' };

describe('chat stream encoder', () => {
  it('writes the exact bytes that OpenAI’s clients parse', () => {
    const text = encode(
      [
        start,
        { type: 'blockStart', block: 0, content: { type: 'text' } },
        { type: 'textDelta', block: 0, text: 'Grüße' },
        { type: 'blockEnd', block: 0 },
        finish('stop'),
        end,
      ],
      { includeUsage: false },
    );
    const head = '"id":"msg_1","object":"chat.completion.chunk","created":1760000000,"model":"claude-x"';
    const chunk = (delta: string, reason: string) =>
      `data: {${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${reason}}]}\n\n`;
    assert.equal(
      text,
      chunk('{"role":"assistant","content":""}', 'null') +
        chunk('{"content":"Grüße"}', 'null') +
        chunk('{}', '"stop"') +
        'data: [DONE]\n\n',
    );
  });

  it('takes id, model and time from the request where the provider gave none', () => {
    const [first] = readChatChunks(encode([{ type: 'start' }]));
    assert.deepEqual([first?.id, first?.model, first?.created], ['answer-1', 'asked-model', 1_760_000_000]);
  });

  it('begins with the role even when a block comes first', () => {
    const text = encode([{ type: 'textDelta', block: 0, text: 'x' }]);
    assert.deepEqual(readDeltas(text), [{ role: 'assistant', content: '' }, { content: 'x' }]);
  });

  it('counts tools from 0 whatever blocks stand between, also when they overlap', () => {
    const text = encode([
      start,
      { type: 'blockStart', block: 0, content: { type: 'text' } },
      { type: 'blockEnd', block: 0 },
      { type: 'blockStart', block: 1, content: { type: 'toolCall', id: 'a', name: 'one' } },
      { type: 'blockStart', block: 2, content: { type: 'toolCall', id: 'b', name: 'two' } },
      { type: 'argumentsDelta', block: 2, json: '{"y":1}' },
      { type: 'argumentsDelta', block: 1, json: '' },
      { type: 'argumentsDelta', block: 1, json: '{"x":1}' },
      { type: 'blockEnd', block: 1 },
      { type: 'blockEnd', block: 2 },
      finish('toolCalls'),
      end,
    ]);
    const opening = { type: 'function' };
    assert.deepEqual(
      readDeltas(text).flatMap((delta) => delta.tool_calls ?? []),
      [
        { index: 0, id: 'a', ...opening, function: { name: 'one', arguments: '' } },
        { index: 1, id: 'b', ...opening, function: { name: 'two', arguments: '' } },
        { index: 1, function: { arguments: '{"y":1}' } },
        { index: 0, function: { arguments: '{"x":1}' } },
      ],
    );
  });

  it('writes refusals, and no blocks of other formats', () => {
    const text = encode([
      start,
      { type: 'blockStart', block: 0, content: { type: 'refusal' } },
      { type: 'textDelta', block: 0, text: 'No.' },
      { type: 'blockStart', block: 1, content: { type: 'opaque', format: 'messages', value: { type: 'x' } } },
      { type: 'citation', block: 0, citation: {} },
    ]);
    assert.deepEqual(readDeltas(text).slice(1), [{ refusal: 'No.' }]);
  });

  it('writes a custom tool’s call, its input as text', () => {
    const text = encode([
      start,
      {
        type: 'blockStart',
        block: 0,
        content: { type: 'toolCall', id: 'c', name: 'sql', custom: true },
      },
      { type: 'argumentsDelta', block: 0, json: 'SELECT "1"' },
      { type: 'blockEnd', block: 0 },
    ]);
    assert.deepEqual(readDeltas(text).slice(1), [
      { tool_calls: [{ index: 0, id: 'c', type: 'custom', custom: { name: 'sql', input: '' } }] },
      { tool_calls: [{ index: 0, custom: { input: 'SELECT "1"' } }] },
    ]);
  });

  it('leaves the input of a custom tool empty that was called with none', () => {
    const call = { type: 'toolCall', id: 'c', name: 'sql', custom: true } as const;
    const text = encode([
      start,
      { type: 'blockStart', block: 0, content: call },
      { type: 'blockEnd', block: 0 },
    ]);
    assert.equal(readDeltas(text).length, 2);
  });

  const reasons: [FinishReason, string][] = [
    ['stop', 'stop'],
    ['stopSequence', 'stop'],
    ['length', 'length'],
    ['toolCalls', 'tool_calls'],
    ['contentFilter', 'content_filter'],
    ['refusal', 'content_filter'],
    ['pause', 'stop'],
  ];
  for (const [reason, expected] of reasons) {
    it(`finishes ${reason} with ${expected}, once`, () => {
      const chunks = readChatChunks(encode([start, finish(reason), finish('stop'), end]));
      const written = chunks.flatMap(
        (chunk) => (chunk.choices as { finish_reason: string }[])[0]?.finish_reason ?? [],
      );
      assert.deepEqual(written, [expected]);
    });
  }

  describe('usage', () => {
    const events: StreamEvent[] = [
      { ...start, usage: { inputTokens: 10, cachedInputTokens: 1, cacheWriteTokens: 2, outputTokens: 1 } },
      finish('stop'),
      { type: 'usage', usage: { outputTokens: 5, reasoningTokens: 2 } },
      end,
    ];

    it('comes last, in a chunk of its own, merged field by field', () => {
      const last = readChatChunks(encode(events)).at(-1);
      assert.deepEqual(last?.choices, []);
      assert.deepEqual(last.usage, {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        prompt_tokens_details: { cached_tokens: 1, cache_write_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 2 },
      });
    });

    it('is left out when nobody asked, or nobody counted', () => {
      assert.doesNotMatch(encode(events, { includeUsage: false }), /usage/);
      assert.doesNotMatch(encode([start, finish('stop'), end]), /usage/);
    });
  });

  it('writes a heartbeat as a blank line, at any time', () => {
    assert.equal(encode([{ type: 'ping' }]), '\n');
  });

  it('ends a failed stream with an error chunk, never with [DONE] or a finish', () => {
    const failure = { type: 'overloaded_error', message: 'Overloaded' };
    const text = encode([start, { type: 'error', failure }, finish('stop'), end]);
    assert.doesNotMatch(text, /DONE|"finish_reason":"/);
    assert.deepEqual(readChatChunks(text).at(-1)?.error, {
      message: 'Overloaded',
      type: 'overloaded_error',
      code: 'overloaded_error',
      param: null,
    });
  });
});
