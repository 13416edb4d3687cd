import assert from 'node:assert/strict';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../../../src/gateway/wire/codec.ts';
import { completionsCodec } from '../../../../../src/gateway/wire/completions/codec.ts';
import {
  decodeEmbeddingsAnswer,
  encodeEmbeddingsAnswer,
} from '../../../../../src/gateway/wire/embeddings/openai.ts';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream, wireEvents } from '../../../../helpers/convertStream.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../../helpers/recordedAnswers.ts';

const providers = ['deepseek', 'groq', 'mistral', 'openai', 'openai-compatible'];

/** The recorded streams hold the events' JSON alone; the transport's `[DONE]` was not kept. */
function eventsOf(text: string): string[] {
  return [...text.split('\n').filter((line) => line !== ''), '[DONE]'];
}

/** A written stream's data, as the next gateway or client would read it. */
function dataOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
}

function codecOf(text: string): AnswerCodec | undefined {
  if (text.includes('"object":"text_completion"')) return completionsCodec;
  return text.includes('chat.completion') ? chatCodec : undefined;
}

function compact(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

const recorded = hasRecordedAnswers();

describe(
  recorded ? 'Recorded OpenAI-like answers' : 'Recorded OpenAI-like answers (skipped: none on this machine)',
  () => {
    before(function () {
      if (!recorded) this.skip();
    });

    for (const provider of providers) {
      it(`the streams of ${provider} reach a client of their format with all they said`, () => {
        let count = 0;
        for (const { name, text } of recordedStreams(provider)) {
          const codec = codecOf(text);
          if (codec === undefined) continue;
          count++;
          const events = decodeStream(codec, eventsOf(text));
          const { answer, failure } = collectAnswer(events);
          assert.equal(failure, undefined, name);
          assert.ok(answer.content.length > 0 && answer.usage !== undefined, name);
          const again = collectAnswer(decodeStream(codec, dataOf(encodeStream(codec, events))));
          assert.deepEqual(again, { answer, failure }, name);
        }
        assert.ok(count > 0);
      });

      it(`the streams of ${provider} are read off alike when they pass through`, () => {
        for (const { name, text } of recordedStreams(provider)) {
          const codec = codecOf(text);
          if (codec === undefined) continue;
          const tap = codec.createStreamTap();
          for (const event of wireEvents(eventsOf(text))) tap.see(event);
          assert.equal(tap.failure, undefined, name);
          assert.equal(tap.finished, true, name);
          const { usage } = collectAnswer(decodeStream(codec, eventsOf(text))).answer;
          assert.deepEqual(JSON.parse(JSON.stringify(tap.usage)), usage, name);
        }
      });

      it(`the whole answers of ${provider} reach a client of their format, whole and streamed`, () => {
        for (const { name, text } of recordedWholeAnswers(provider)) {
          const codec = codecOf(compact(text));
          if (codec === undefined) continue;
          const answer = codec.decodeAnswer(JSON.parse(text) as JsonObject);
          const plain = JSON.parse(JSON.stringify(answer)) as NeutralAnswer;
          const whole = codec.decodeAnswer(codec.encodeAnswer(answer, answerContext()));
          assert.deepEqual(JSON.parse(JSON.stringify(whole)), plain, name);
          const streamed = collectAnswer(
            decodeStream(codec, dataOf(encodeStream(codec, answerToEvents(answer)))),
          );
          assert.deepEqual(streamed.answer.content, plain.content, name);
          assert.deepEqual(streamed.answer.usage, plain.usage, name);
        }
      });
    }

    it('an embeddings answer is written as it was', () => {
      const [file] = recordedWholeAnswers('openai').filter(({ text }) => text.includes('"embedding"'));
      assert.ok(file);
      const body = JSON.parse(file.text) as JsonObject;
      assert.deepEqual(encodeEmbeddingsAnswer(decodeEmbeddingsAnswer(body), { model: 'm' }), body);
    });
  },
);
