import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../helpers/answerContext.ts';

/** What an OpenAI client gets of a whole Anthropic answer. */
function convert(content: JsonObject[], stopReason: string, usage: JsonObject): JsonObject {
  const body = { id: 'msg_1', type: 'message', model: 'claude-x', content, stop_reason: stopReason, usage };
  return chatCodec.encodeAnswer(messagesCodec.decodeAnswer(body), answerContext());
}

function choiceOf(body: JsonObject): JsonObject {
  const [choice] = body.choices as JsonObject[];
  return choice ?? {};
}

describe('whole Anthropic answer to an OpenAI chat client', () => {
  it('text, calls and reasoning stand where clients look for them', () => {
    const body = convert(
      [
        { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
        { type: 'text', text: 'Reading ' },
        { type: 'text', text: 'it.' },
        { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'x' } },
        { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
      ],
      'tool_use',
      { input_tokens: 3, output_tokens: 9 },
    );
    assert.deepEqual(choiceOf(body), {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Reading it.',
        refusal: null,
        reasoning_content: 'hm',
        thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 'c2ln' }],
        tool_calls: [
          { id: 'toolu_1', type: 'function', function: { name: 'read', arguments: '{"path":"x"}' } },
          { id: 'toolu_2', type: 'function', function: { name: 'now', arguments: '{}' } },
        ],
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    });
  });

  it('#31 prompt_tokens holds cache reads and writes, cached_tokens the reads', () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 5,
      output_tokens: 7,
    };
    assert.deepEqual(convert([{ type: 'text', text: 'Hi' }], 'end_turn', usage).usage, {
      prompt_tokens: 35,
      completion_tokens: 7,
      total_tokens: 42,
      prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 5 },
    });
  });

  it('#32 a refusal is content_filter, a cut answer length', () => {
    const usage = { input_tokens: 1, output_tokens: 1 };
    assert.equal(choiceOf(convert([], 'refusal', usage)).finish_reason, 'content_filter');
    assert.equal(choiceOf(convert([], 'max_tokens', usage)).finish_reason, 'length');
  });
});
