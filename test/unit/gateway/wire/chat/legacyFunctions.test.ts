import assert from 'node:assert/strict';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { readChatChunks, readDeltas } from '../../../../helpers/chatChunks.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';

const legacy = answerContext({ legacyFunctions: true });
const answer: NeutralAnswer = {
  content: [
    { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{"p":1}' },
    { type: 'toolCall', id: 'b', name: 'list', argumentsJson: '{}' },
  ],
  finishReason: 'toolCalls',
};

describe('clients that know functions of before tools', () => {
  const decode = (fields: JsonObject) =>
    chatCodec.decodeRequest({ messages: [{ role: 'user', content: 'x' }], ...fields });

  it('are told by their `functions`, and want one call at a time', () => {
    const request = decode({ functions: [{ name: 'read' }] });
    assert.deepEqual([request.legacyFunctions, request.parallelToolCalls], [true, false]);
    const modern = decode({ functions: [{ name: 'read' }], tools: [] });
    assert.deepEqual([modern.legacyFunctions, modern.parallelToolCalls], [undefined, undefined]);
  });

  it('get the call as function_call', () => {
    const [choice] = chatCodec.encodeAnswer(answer, legacy).choices as JsonObject[];
    assert.equal(choice?.finish_reason, 'function_call');
    assert.deepEqual(choice.message, {
      role: 'assistant',
      content: null,
      refusal: null,
      function_call: { name: 'read', arguments: '{"p":1}' },
    });
  });

  it('get it so in a stream, and no second call', () => {
    const text = encodeStream(chatCodec, answerToEvents(answer), legacy);
    assert.deepEqual(readDeltas(text).slice(1), [
      { function_call: { name: 'read', arguments: '' } },
      { function_call: { arguments: '{"p":1}' } },
      {},
    ]);
    const [choice] = readChatChunks(text).at(-1)?.choices as JsonObject[];
    assert.equal(choice?.finish_reason, 'function_call');
  });
});
