import assert from 'node:assert/strict';
import { AnswerCollector } from '../../../../../src/gateway/wire/answerCollector.ts';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../../../src/gateway/wire/codec.ts';
import type { NeutralAnswer, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { parseObject } from '../../../../../src/gateway/wire/json.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import { readMessagesStream } from '../../../../helpers/messagesClient.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../../helpers/recordedAnswers.ts';

const chatProviders = ['deepseek', 'groq', 'mistral', 'openai', 'openai-compatible'];

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function collect(events: readonly StreamEvent[]): AnswerCollector {
  const collector = new AnswerCollector();
  for (const event of events) collector.add(event);
  return collector;
}

/** What an answer says, in a form that can be compared. */
function plain(answer: NeutralAnswer): unknown {
  const { id, model, content, finishReason, stopSequence } = answer;
  return JSON.parse(JSON.stringify({ id, model, content, finishReason, stopSequence }));
}

/** Decodes what one codec's encoder wrote; every data line counts as an event. */
function decodeText(codec: AnswerCodec, text: string): StreamEvent[] {
  const data = linesOf(text).flatMap((line) =>
    line.startsWith('data: ') ? [line.slice('data: '.length)] : [],
  );
  return decodeStream(codec, data);
}

const recorded = hasRecordedAnswers();

describe(recorded ? 'Recorded answers' : 'Recorded answers (skipped: none on this machine)', () => {
  before(function () {
    if (!recorded) this.skip();
  });

  it('Anthropic’s streams reach an Anthropic client as they were', () => {
    for (const { name, text } of recordedStreams('anthropic')) {
      const events = decodeStream(messagesCodec, linesOf(text));
      const original = collect(events);
      const written = encodeStream(messagesCodec, events);
      const message = readMessagesStream(written);
      if (original.failure !== undefined) {
        assert.match(name, /duplicate-message-start/);
        assert.ok(message.error, name);
        continue;
      }
      assert.ok(message.stopped, name);
      assert.deepEqual(
        plain(collect(decodeText(messagesCodec, written)).answer),
        plain(original.answer),
        name,
      );
      const usage = linesOf(text)
        .map(parseObject)
        .findLast((body) => body?.type === 'message_delta')?.usage as JsonObject;
      assert.equal(message.usage.output_tokens, usage.output_tokens, name);
      assert.equal(message.usage.input_tokens, usage.input_tokens, name);
    }
  });

  it('Anthropic’s streams reach a chat client with the same text and calls', () => {
    for (const { name, text } of recordedStreams('anthropic')) {
      const events = decodeStream(messagesCodec, linesOf(text));
      const original = collect(events);
      const reread = collect(decodeText(chatCodec, encodeStream(chatCodec, events)));
      assert.equal(reread.failure === undefined, original.failure === undefined, name);
      if (original.failure !== undefined) continue;
      const texts = (answer: NeutralAnswer) =>
        answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
      const calls = (answer: NeutralAnswer) => answer.content.filter((part) => part.type === 'toolCall');
      assert.equal(texts(reread.answer), texts(original.answer), name);
      assert.deepEqual(calls(reread.answer), calls(original.answer), name);
      assert.deepEqual(reread.answer.usage?.outputTokens, original.answer.usage?.outputTokens, name);
    }
  });

  it('Anthropic’s whole answers reach an Anthropic client as they were, whole and streamed', () => {
    for (const { name, text } of recordedWholeAnswers('anthropic')) {
      const body = JSON.parse(text) as JsonObject;
      const answer = messagesCodec.decodeAnswer(body);
      const written = messagesCodec.encodeAnswer(answer, answerContext());
      for (const field of ['id', 'model', 'content', 'stop_reason'])
        assert.deepEqual(written[field], body[field], name);
      const streamed = readMessagesStream(encodeStream(messagesCodec, answerToEvents(answer)));
      assert.deepEqual(streamed.content, body.content, name);
    }
  });

  for (const provider of chatProviders) {
    it(`the chat streams of ${provider} reach an Anthropic client that checks every rule`, () => {
      const streams = recordedStreams(provider).filter(({ text }) => text.includes('"delta":{'));
      assert.ok(streams.length > 0);
      for (const { name, text } of streams) {
        const lines = linesOf(text);
        const events = decodeStream(chatCodec, lines.at(-1) === '[DONE]' ? lines : [...lines, '[DONE]']);
        const original = collect(events);
        const message = readMessagesStream(encodeStream(messagesCodec, events));
        assert.equal(message.stopped, original.failure === undefined, name);
        const calls = original.answer.content.filter((part) => part.type === 'toolCall');
        assert.deepEqual(
          message.content.filter((block) => block.type === 'tool_use').map((block) => block.input),
          calls.map((call) => parseObject(call.argumentsJson)),
          name,
        );
        assert.ok(message.content.length > 0, name);
      }
    });
  }
});
