import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { chatChunk } from '../../../../helpers/chatChunks.ts';
import { wireEvents } from '../../../../helpers/convertStream.ts';

function tapOf(...chunks: (JsonObject | string)[]) {
  const tap = chatCodec.createStreamTap();
  for (const event of wireEvents(chunks)) tap.see(event);
  return tap;
}

const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 };

describe('chat stream tap', () => {
  it('reads usage and the end off a stream', () => {
    const tap = tapOf(chatChunk({ content: 'x' }), { ...chatChunk({}), choices: [], usage }, '[DONE]');
    assert.deepEqual([tap.usage?.inputTokens, tap.usage?.outputTokens], [3, 1]);
    assert.equal(tap.finished, true);
    assert.equal(tap.failure, undefined);
  });

  it('counts a finish_reason as the end, with or without spaces in the JSON', () => {
    assert.equal(tapOf(chatChunk({}, 'stop')).finished, true);
    assert.equal(tapOf('{"choices": [{"delta": {}, "finish_reason": "stop"}]}').finished, true);
  });

  it('is not taken in by empty and null values', () => {
    const tap = tapOf(
      '{"choices":[{"finish_reason": null}],"usage": null,"error":null}',
      '{"choices":[{"finish_reason":""}]}',
    );
    assert.deepEqual([tap.finished, tap.usage, tap.failure], [false, undefined, undefined]);
  });

  it('is not taken in by text that quotes the words', () => {
    const tap = tapOf(
      chatChunk({ content: '{"usage":{"prompt_tokens":9},"error":{"message":"x"},"finish_reason":"stop"}' }),
    );
    assert.deepEqual([tap.finished, tap.usage, tap.failure], [false, undefined, undefined]);
  });

  it('reads Groq’s usage and usage inside the choice', () => {
    assert.equal(tapOf(chatChunk({}, 'stop', { x_groq: { usage } })).usage?.inputTokens, 3);
    assert.equal(tapOf({ choices: [{ delta: {}, usage }] }).usage?.inputTokens, 3);
  });

  it('reads failures', () => {
    assert.equal(tapOf({ error: { message: 'Overloaded' } }).failure?.message, 'Overloaded');
    assert.match(tapOf(chatChunk({}, 'error')).failure?.message ?? '', /with an error/);
  });

  it('never parses plain content', () => {
    const parse = JSON.parse;
    try {
      JSON.parse = () => assert.fail('parsed');
      assert.equal(tapOf(chatChunk({ content: 'x' }, null, { usage: null })).usage, undefined);
    } finally {
      JSON.parse = parse;
    }
  });
});
