import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../helpers/answerContext.ts';

/** What an Anthropic client gets of a whole OpenAI chat answer. */
function toMessage(message: JsonObject, finishReason: string, fields: JsonObject = {}): JsonObject {
  const answer = chatCodec.decodeAnswer({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'gpt-x',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    ...fields,
  });
  return JSON.parse(JSON.stringify(messagesCodec.encodeAnswer(answer, answerContext()))) as JsonObject;
}

function call(id: string, name: string, json: string): JsonObject {
  return { id, type: 'function', function: { name, arguments: json } };
}

describe('Whole OpenAI chat answer to an Anthropic client', () => {
  it('text with usage', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } };
    assert.deepEqual(toMessage({ content: 'Hi' }, 'stop', { usage }), {
      id: 'chatcmpl-1',
      type: 'message',
      role: 'assistant',
      model: 'gpt-x',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 6,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 4,
        output_tokens: 3,
      },
    });
  });

  it('reasoning, text and parallel calls, in that order', () => {
    const message = toMessage(
      {
        content: 'Reading.',
        reasoning_content: 'hm',
        tool_calls: [call('a', 'read', '{"path":"x"}'), call('b', 'list', '')],
      },
      'tool_calls',
    );
    assert.deepEqual(message.content, [
      { type: 'thinking', thinking: 'hm', signature: '' },
      { type: 'text', text: 'Reading.' },
      { type: 'tool_use', id: 'a', name: 'read', input: { path: 'x' } },
      { type: 'tool_use', id: 'b', name: 'list', input: {} },
    ]);
    assert.equal(message.stop_reason, 'tool_use');
  });

  it('a call that a server finished with "stop", without content', () => {
    const message = toMessage({ content: null, tool_calls: [call('a', 'read', '{}')] }, 'stop');
    assert.equal(message.stop_reason, 'tool_use');
    assert.equal((message.content as JsonObject[]).length, 1);
  });

  it('a refusal', () => {
    const message = toMessage({ content: null, refusal: 'I will not.' }, 'stop');
    assert.deepEqual(message.content, [{ type: 'text', text: 'I will not.' }]);
    assert.equal(message.stop_reason, 'refusal');
  });
});
