import assert from 'node:assert/strict';
import { AnswerCollector } from '../../../../src/gateway/wire/answerCollector.ts';
import { answerToEvents } from '../../../../src/gateway/wire/answerToEvents.ts';
import type { NeutralAnswer, StreamEvent } from '../../../../src/gateway/wire/exchange.ts';
import { signatureOf } from '../../../helpers/signatureOf.ts';

function collect(events: readonly StreamEvent[]): AnswerCollector {
  const collector = new AnswerCollector();
  for (const event of events) collector.add(event);
  return collector;
}

const answer: NeutralAnswer = {
  id: 'a1',
  model: 'm',
  createdAtS: 1_760_000_000,
  content: [
    { type: 'reasoning', text: 'hm', signature: signatureOf('sig') },
    { type: 'reasoning', text: '', redacted: true, signature: signatureOf('xyz') },
    { type: 'text', text: 'Hi', citations: [{ url: 'https://a.example', start: 0, end: 2 }] },
    { type: 'refusal', text: 'No.' },
    { type: 'toolCall', id: 't', name: 'read', argumentsJson: '{"a":1}' },
    { type: 'opaque', format: 'messages', value: { type: 'server_tool_use' } },
  ],
  finishReason: 'stopSequence',
  stopSequence: 'END',
  usage: { inputTokens: 5, outputTokens: 7 },
  logprobs: { content: [{ token: 'Hi', logprob: -0.1 }] },
};

describe('answerToEvents and AnswerCollector', () => {
  it('are each other’s inverse', () => {
    const collected = collect(answerToEvents(answer)).answer;
    assert.deepEqual(JSON.parse(JSON.stringify(collected)), answer);
  });

  it('give events in canonical order: start, blocks counted from 0, usage, finish, end', () => {
    const events = answerToEvents(answer);
    assert.equal(events[0]?.type, 'start');
    assert.deepEqual(
      events.slice(-3).map((event) => event.type),
      ['usage', 'finish', 'end'],
    );
    const starts = events.flatMap((event) => (event.type === 'blockStart' ? [event.block] : []));
    assert.deepEqual(starts, [0, 1, 2, 3, 4, 5]);
  });

  it('leave out parts that no model answers with', () => {
    const image = { type: 'image', source: { kind: 'url', url: 'https://x' } } as const;
    const events = answerToEvents({ content: [image], finishReason: 'stop' });
    assert.deepEqual(
      events.map((event) => event.type),
      ['start', 'finish', 'end'],
    );
  });
});

describe('AnswerCollector', () => {
  it('joins fragments of overlapping blocks and keeps the order in which they began', () => {
    const collector = collect([
      { type: 'start' },
      { type: 'blockStart', block: 0, content: { type: 'toolCall', id: 'a', name: 'x' } },
      { type: 'blockStart', block: 1, content: { type: 'toolCall', id: 'b', name: 'y' } },
      { type: 'argumentsDelta', block: 1, json: '{"b"' },
      { type: 'argumentsDelta', block: 0, json: '{"a":1}' },
      { type: 'argumentsDelta', block: 1, json: ':2}' },
      { type: 'blockEnd', block: 1 },
    ]);
    assert.deepEqual(collector.answer.content, [
      { type: 'toolCall', id: 'a', name: 'x', argumentsJson: '{"a":1}' },
      { type: 'toolCall', id: 'b', name: 'y', argumentsJson: '{"b":2}' },
    ]);
    assert.equal(collector.answer.finishReason, 'toolCalls');
  });

  it('gives a call without fragments empty arguments, and an answer without a reason "stop"', () => {
    const collector = collect([
      { type: 'blockStart', block: 0, content: { type: 'toolCall', id: 'a', name: 'x' } },
    ]);
    assert.deepEqual(collector.answer.content, [
      { type: 'toolCall', id: 'a', name: 'x', argumentsJson: '{}' },
    ]);
    assert.equal(collect([]).answer.finishReason, 'stop');
  });

  it('overwrites usage field by field and keeps what is not said', () => {
    const { usage } = collect([
      { type: 'start', usage: { inputTokens: 5, cachedInputTokens: 2, outputTokens: 1 } },
      { type: 'usage', usage: { outputTokens: 9 } },
    ]).answer;
    assert.deepEqual([usage?.inputTokens, usage?.cachedInputTokens, usage?.outputTokens], [5, 2, 9]);
  });

  it('joins log probabilities of all chunks', () => {
    const delta = (text: string): StreamEvent => ({
      type: 'textDelta',
      block: 0,
      text,
      logprobs: { content: [{ token: text }], refusal: null },
    });
    const { logprobs } = collect([
      { type: 'blockStart', block: 0, content: { type: 'text' } },
      delta('a'),
      delta('b'),
    ]).answer;
    assert.deepEqual(logprobs, { content: [{ token: 'a' }, { token: 'b' }] });
  });

  it('keeps the failure and what came before it', () => {
    const failure = { type: 'overloaded_error', message: 'Busy' };
    const collector = collect([
      { type: 'blockStart', block: 0, content: { type: 'text' } },
      { type: 'textDelta', block: 0, text: 'Hal' },
      { type: 'error', failure },
    ]);
    assert.deepEqual(collector.failure, failure);
    assert.deepEqual(collector.answer.content, [{ type: 'text', text: 'Hal' }]);
  });
});
