import Anthropic from '@anthropic-ai/sdk';
import assert from 'node:assert/strict';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import type { NeutralAnswer, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';

const question = { model: 'm', max_tokens: 64, messages: [{ role: 'user', content: 'Hello' }] } as const;

/** Anthropic's own client, answered with `body` instead of over the network. */
function clientOf(body: string, contentType: string): Anthropic {
  const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': contentType } }));
  return new Anthropic({ apiKey: 'k', maxRetries: 0, fetch });
}

function streamTo(events: readonly StreamEvent[]) {
  const body = encodeStream(messagesCodec, events);
  return clientOf(body, 'text/event-stream').messages.stream({
    ...question,
    messages: [...question.messages],
  });
}

const answer: NeutralAnswer = {
  id: 'chatcmpl-1',
  model: 'gpt-x',
  content: [
    { type: 'reasoning', text: 'hm' },
    { type: 'text', text: 'Grüße 🌍' },
    { type: 'toolCall', id: 'call.1', name: 'read', argumentsJson: '{"path":"x"}' },
    { type: 'toolCall', id: 'b', name: 'list', argumentsJson: '' },
  ],
  finishReason: 'toolCalls',
  usage: { inputTokens: 30, cachedInputTokens: 10, outputTokens: 7 },
};

describe('Anthropic’s SDK', () => {
  it('reads a streamed answer of another provider', async () => {
    const message = await streamTo(answerToEvents(answer)).finalMessage();
    assert.deepEqual(
      message.content.map((block) => block.type),
      ['thinking', 'text', 'tool_use', 'tool_use'],
    );
    const inputs = message.content.flatMap((block) => (block.type === 'tool_use' ? [block.input] : []));
    assert.deepEqual(inputs, [{ path: 'x' }, {}]);
    assert.equal(message.stop_reason, 'tool_use');
    assert.deepEqual(
      [message.usage.input_tokens, message.usage.cache_read_input_tokens, message.usage.output_tokens],
      [20, 10, 7],
    );
  });

  it('reads a whole answer of another provider', async () => {
    const body = JSON.stringify(messagesCodec.encodeAnswer(answer, answerContext()));
    const client = clientOf(body, 'application/json');
    const message = await client.messages.create({ ...question, messages: [...question.messages] });
    assert.equal(message.content.length, 4);
    assert.equal(message.stop_reason, 'tool_use');
  });

  it('raises an error for a stream that failed', async () => {
    const started = answerToEvents(answer).slice(0, 3);
    const failure = { type: 'overloaded_error', message: 'Busy' };
    await assert.rejects(
      streamTo([...started, { type: 'error', failure }]).finalMessage(),
      /overloaded_error.*Busy/,
    );
  });
});
