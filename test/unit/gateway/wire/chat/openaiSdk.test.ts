import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import { completionsCodec } from '../../../../../src/gateway/wire/completions/codec.ts';
import { encodeEmbeddingsAnswer } from '../../../../../src/gateway/wire/embeddings/openai.ts';
import type { NeutralAnswer, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

const question = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] } satisfies object;

/** OpenAI's own client, answered with `body` instead of over the network. */
function clientOf(body: string, contentType: string): OpenAI {
  const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': contentType } }));
  return new OpenAI({ apiKey: 'k', maxRetries: 0, fetch });
}

function streamTo(events: readonly StreamEvent[]) {
  const client = clientOf(encodeStream(chatCodec, events), 'text/event-stream');
  return client.chat.completions.stream({
    model: 'm',
    messages: [{ role: 'user', content: 'Hello' }],
  });
}

const answer: NeutralAnswer = {
  id: 'msg_1',
  model: 'claude-x',
  content: [
    { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
    { type: 'text', text: 'Grüße 🌍' },
    { type: 'toolCall', id: 'toolu_1', name: 'read', argumentsJson: '{"path":"x"}' },
    { type: 'toolCall', id: 'toolu_2', name: 'list', argumentsJson: '' },
  ],
  finishReason: 'toolCalls',
  usage: { inputTokens: 30, cachedInputTokens: 10, outputTokens: 7 },
};

describe('OpenAI’s SDK', () => {
  it('reads a streamed answer of another provider', async () => {
    const completion = await streamTo(answerToEvents(answer)).finalChatCompletion();
    const [choice] = completion.choices;
    assert.equal(choice?.message.content, 'Grüße 🌍');
    assert.equal(choice.finish_reason, 'tool_calls');
    const calls = choice.message.tool_calls?.map((call) =>
      call.type === 'function' ? [call.id, call.function.name, call.function.arguments] : call,
    );
    assert.deepEqual(calls, [
      ['toolu_1', 'read', '{"path":"x"}'],
      ['toolu_2', 'list', '{}'],
    ]);
    assert.equal(completion.usage?.total_tokens, 37);
    assert.equal(completion.model, 'claude-x');
  });

  it('raises a failure inside the stream', async () => {
    const events: StreamEvent[] = [
      ...answerToEvents(answer).slice(0, 4),
      { type: 'error', failure: { type: 'overloaded_error', message: 'Overloaded' } },
    ];
    await assert.rejects(streamTo(events).finalChatCompletion(), /Overloaded/);
  });

  it('reads a whole answer', async () => {
    const body = JSON.stringify(chatCodec.encodeAnswer(answer, answerContext()));
    const client = clientOf(body, 'application/json');
    const completion = await client.chat.completions.create({
      ...question,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    assert.equal(completion.choices[0]?.message.tool_calls?.length, 2);
  });

  it('reads a streamed completion', async () => {
    const body = encodeStream(completionsCodec, answerToEvents(answer));
    const stream = await clientOf(body, 'text/event-stream').completions.create({
      model: 'm',
      prompt: 'x',
      stream: true,
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? '';
    assert.equal(text, 'Grüße 🌍');
  });

  it('reads embeddings, which it asks for as base64, from a provider that gave numbers', async () => {
    const vectors = [[0.5, -1.25, 3]];
    const body = encodeEmbeddingsAnswer({ vectors }, { model: 'm', encodingFormat: 'base64' });
    const client = clientOf(JSON.stringify(body), 'application/json');
    const embeddings = await client.embeddings.create({ model: 'm', input: 'x' });
    assert.deepEqual(
      embeddings.data.map(({ embedding }) => embedding),
      vectors,
    );
  });
});
