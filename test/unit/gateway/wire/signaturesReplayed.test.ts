import assert from 'node:assert/strict';
import { answerToEvents } from '../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { NeutralAnswer, NeutralPart } from '../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../helpers/answerContext.ts';
import { readDeltas } from '../../../helpers/chatChunks.ts';
import { encodeStream } from '../../../helpers/convertStream.ts';
import { readMessagesStream } from '../../../helpers/messagesClient.ts';
import { signatureOf } from '../../../helpers/signatureOf.ts';

const parts: readonly NeutralPart[] = [
  { type: 'reasoning', text: 'hm', signature: signatureOf('gAAA', 'responses') },
  { type: 'reasoning', text: '', redacted: true, signature: signatureOf('EuYB', 'messages') },
  {
    type: 'toolCall',
    id: 'call.1',
    name: 'read',
    argumentsJson: '{"p":1}',
    signature: signatureOf('AY89a18+/=', 'gemini'),
  },
  {
    type: 'toolCall',
    id: 'call_2',
    name: 'list',
    argumentsJson: '{}',
    signature: signatureOf('x', 'responses'),
  },
  { type: 'toolCall', id: 'call_3', name: 'list', argumentsJson: '{}' },
];
const answer: NeutralAnswer = { content: parts, finishReason: 'toolCalls' };
const question = { role: 'user', content: 'Hello' };

/** The signed parts of the history that a client sends, by kind. */
function replayed(content: readonly NeutralPart[] = []): unknown[] {
  return content.map((part) =>
    part.type === 'reasoning' || part.type === 'toolCall'
      ? [part.type, part.type === 'toolCall' ? part.id : part.redacted === true, part.signature]
      : part,
  );
}

function fromChat(message: JsonObject): unknown[] {
  const request = chatCodec.decodeRequest({ messages: [question, message] });
  return replayed(request.messages[1]?.content);
}

function fromMessages(content: JsonObject[]): unknown[] {
  const request = messagesCodec.decodeRequest({ messages: [question, { role: 'assistant', content }] });
  return replayed(request.messages[1]?.content);
}

/** The message that a chat client puts together of a stream: text joined, blocks listed, calls by index. */
function assembled(text: string): JsonObject {
  const blocks: JsonObject[] = [];
  const calls: JsonObject[] = [];
  for (const delta of readDeltas(text)) {
    blocks.push(...((delta.thinking_blocks ?? []) as JsonObject[]));
    for (const call of (delta.tool_calls ?? []) as JsonObject[]) {
      if (typeof call.index === 'number') calls[call.index] = { ...call, ...calls[call.index] };
    }
  }
  return { role: 'assistant', thinking_blocks: blocks, tool_calls: calls };
}

describe('signatures of every format', () => {
  it('come back from a chat client as they were', () => {
    const whole = chatCodec.encodeAnswer(answer, answerContext());
    const [choice] = whole.choices as JsonObject[];
    assert.deepEqual(fromChat(choice?.message as JsonObject), replayed(parts));
    assert.deepEqual(fromChat(assembled(encodeStream(chatCodec, answerToEvents(answer)))), replayed(parts));
  });

  it('come back from an Anthropic client as they were', () => {
    const whole = messagesCodec.encodeAnswer(answer, answerContext());
    assert.deepEqual(fromMessages(whole.content as JsonObject[]), replayed(parts));
    const { content } = readMessagesStream(encodeStream(messagesCodec, answerToEvents(answer)));
    assert.deepEqual(fromMessages(content), replayed(parts));
  });

  it('stand where Google’s chat endpoint has them, for tool calls of Gemini', () => {
    const [choice] = chatCodec.encodeAnswer(answer, answerContext()).choices as JsonObject[];
    const { tool_calls: calls } = choice?.message as { tool_calls: JsonObject[] };
    assert.deepEqual(calls[0]?.extra_content, { google: { thought_signature: 'AY89a18+/=' } });
    assert.equal(calls[2]?.extra_content, undefined);
  });

  it('are read where Google’s chat endpoint has them, streamed and whole', () => {
    const call = {
      id: 'c',
      function: { name: 'read', arguments: '{}' },
      extra_content: { google: { thought_signature: 'AY89' } },
    };
    const expected = signatureOf('AY89', 'gemini');
    const whole = chatCodec.decodeAnswer({ choices: [{ message: { tool_calls: [call] } }] });
    assert.deepEqual(replayed(whole.content), [['toolCall', 'c', expected]]);
    const decoder = chatCodec.createStreamDecoder();
    const chunk = { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...call }] } }] };
    const events = decoder.push({ data: JSON.stringify(chunk) });
    assert.deepEqual(events[2], { type: 'signature', block: 0, signature: expected });
  });

  it('of a text write nothing into blocks that have no place for them', () => {
    const text: NeutralPart = { type: 'text', text: 'Hi', signature: signatureOf('AY89', 'gemini') };
    const events = answerToEvents({ content: [text], finishReason: 'stop' });
    assert.doesNotMatch(encodeStream(chatCodec, events), /AY89|thinking/);
    const { content } = readMessagesStream(encodeStream(messagesCodec, events));
    assert.deepEqual(content, [{ type: 'text', text: 'Hi' }]);
  });
});
