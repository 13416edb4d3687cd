import assert from 'node:assert/strict';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function encode(answer: Partial<NeutralAnswer>): JsonObject {
  return messagesCodec.encodeAnswer({ content: [], finishReason: 'stop', ...answer }, answerContext());
}

const citation: JsonObject = { type: 'char_location', cited_text: 'c' };

const whole: JsonObject = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 'sig' },
    { type: 'redacted_thinking', data: 'xyz' },
    { type: 'text', text: 'Hi', citations: [citation] },
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
    { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'a' } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: {
    input_tokens: 10,
    cache_creation_input_tokens: 3,
    cache_read_input_tokens: 5,
    output_tokens: 7,
    output_tokens_details: { thinking_tokens: 4 },
  },
};

describe('messages decodeAnswer', () => {
  it('reads content, stop reason and usage; cached tokens are part of the input', () => {
    assert.deepEqual(plain(messagesCodec.decodeAnswer(whole)), {
      id: 'msg_1',
      model: 'claude-x',
      content: [
        { type: 'reasoning', text: 'hm', signature: signatureOf('sig') },
        { type: 'reasoning', text: '', redacted: true, signature: signatureOf('xyz') },
        {
          type: 'text',
          text: 'Hi',
          citations: [{ citedText: 'c', original: { format: 'messages', value: citation } }],
        },
        {
          type: 'opaque',
          format: 'messages',
          value: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
        },
        { type: 'toolCall', id: 'toolu_1', name: 'read', argumentsJson: '{"path":"a"}' },
      ],
      finishReason: 'toolCalls',
      usage: {
        inputTokens: 18,
        outputTokens: 7,
        cachedInputTokens: 5,
        cacheWriteTokens: 3,
        reasoningTokens: 4,
      },
    });
  });

  const stopReasons = {
    end_turn: 'stop',
    stop_sequence: 'stopSequence',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_use: 'toolCalls',
    pause_turn: 'pause',
    refusal: 'refusal',
    sensitive: 'contentFilter',
    something_new: 'stop',
  };
  for (const [stopReason, finishReason] of Object.entries(stopReasons)) {
    it(`reads stop_reason ${stopReason} as ${finishReason}`, () => {
      const answer = messagesCodec.decodeAnswer({ content: [], stop_reason: stopReason, stop_sequence: 'S' });
      assert.equal(answer.finishReason, finishReason);
      assert.equal(answer.stopSequence, 'S');
    });
  }

  it('leaves unknown counts unknown', () => {
    assert.equal(messagesCodec.decodeAnswer({ content: [] }).usage, undefined);
    const usage = messagesCodec.decodeAnswer({ content: [], usage: { output_tokens: 3 } }).usage;
    assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [undefined, 3]);
  });

  it('gives an id to a call that came without one', () => {
    const [part] = messagesCodec.decodeAnswer({ content: [{ type: 'tool_use', name: 'read' }] }).content;
    assert.ok(part?.type === 'toolCall');
    assert.match(part.id, /^toolu_[0-9a-f]{32}$/);
    assert.equal(part.argumentsJson, '{}');
  });

  it('refuses an error and anything else that is no message', () => {
    assert.throws(
      () =>
        messagesCodec.decodeAnswer({ type: 'error', error: { type: 'overloaded_error', message: 'Busy' } }),
      {
        code: 'provider_error',
        message: 'Busy',
      },
    );
    assert.throws(() => messagesCodec.decodeAnswer({ choices: [] }), { code: 'provider_error' });
  });
});

describe('messages encodeAnswer', () => {
  it('writes what it reads', () => {
    assert.deepEqual(plain(encode(messagesCodec.decodeAnswer(whole))), whole);
  });

  it('writes every field that clients read when the provider said little', () => {
    assert.deepEqual(encode({ content: [{ type: 'text', text: 'Hello you' }] }), {
      id: 'answer-1',
      type: 'message',
      role: 'assistant',
      model: 'asked-model',
      content: [{ type: 'text', text: 'Hello you' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 77,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 3,
      },
    });
  });

  it('writes ids that clients accept', () => {
    const call = { type: 'toolCall', id: 'fs.read:1', name: 'fs.read', argumentsJson: '' } as const;
    const answer = encode({ content: [call], finishReason: 'stop' });
    const [block] = answer.content as JsonObject[];
    assert.match(stringOf(block?.id), /^[a-zA-Z0-9_-]+$/);
    assert.deepEqual(block?.input, {});
    assert.equal(answer.stop_reason, 'tool_use', 'a server that finishes a call with "stop" means the call');
  });

  it('hands on arguments that were cut off as text', () => {
    const call = { type: 'toolCall', id: 'a', name: 'b', argumentsJson: '{"path": "x' } as const;
    const answer = encode({ content: [call], finishReason: 'length' });
    assert.equal((answer.content as JsonObject[])[0]?.input, '{"path": "x');
    assert.equal(answer.stop_reason, 'max_tokens');
  });

  it('writes a refusal as text with its stop reason, and unsigned reasoning with an empty signature', () => {
    const refused = encode({ content: [{ type: 'refusal', text: 'No.' }] });
    assert.deepEqual(refused.content, [{ type: 'text', text: 'No.' }]);
    assert.equal(refused.stop_reason, 'refusal');
    assert.equal(encode({ finishReason: 'contentFilter' }).stop_reason, 'refusal');
    assert.deepEqual(encode({ content: [{ type: 'reasoning', text: 'hm' }] }).content, [
      { type: 'thinking', thinking: 'hm', signature: '' },
    ]);
  });

  it('never reports more cached tokens than input tokens', () => {
    const usage = { inputTokens: 10, cachedInputTokens: 12, cacheWriteTokens: 3, outputTokens: 1 };
    assert.deepEqual(encode({ usage }).usage, {
      input_tokens: 0,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 10,
      output_tokens: 1,
    });
  });

  it('leaves out what no client of this format can read', () => {
    const opaque = { type: 'opaque', format: 'chat', value: { type: 'audio' } } as const;
    assert.deepEqual(encode({ content: [opaque, { type: 'text', text: '' }] }).content, []);
  });
});
