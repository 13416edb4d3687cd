import assert from 'node:assert/strict';
import { classifyAnswer } from '../../../../src/gateway/exchange/classifyAnswer.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../../src/gateway/wire/codec.ts';
import { cohereCodec } from '../../../../src/gateway/wire/cohere/codec.ts';
import { completionsCodec } from '../../../../src/gateway/wire/completions/codec.ts';
import { openaiEmbeddings } from '../../../../src/gateway/wire/embeddings/openai.ts';
import type { NeutralAnswer } from '../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../src/gateway/wire/gemini/codec.ts';
import { type JsonObject, parseObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { responsesCodec } from '../../../../src/gateway/wire/responses/codec.ts';
import { cutAt, decodeChunks } from '../../../helpers/corpus/decodeBytes.ts';
import { collectAnswer } from '../../../helpers/collectAnswer.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../helpers/recordedAnswers.ts';
import { seededRandom } from '../../../helpers/seededRandom.ts';

/** Which codec reads an answer, by a field that only its format has at that place. */
const codecsByMark: readonly (readonly [mark: RegExp, codec: AnswerCodec])[] = [
  [/"object":"text_completion"/, completionsCodec],
  [/"object":"chat\.completion/, chatCodec],
  [/^\{"type":"message_start"|"stop_reason":/, messagesCodec],
  [/"candidates":/, geminiCodec],
  [/"billed_units":/, cohereCodec],
  [/"type":"response\.created"|"object":"response"/, responsesCodec],
];

/** Errors on purpose, and what they are. */
const recordedFailures: Readonly<Record<string, RegExp>> = {
  'anthropic/duplicate-message-start.chunks.txt': /second message/,
  'openai/openai-error.1.chunks.txt': /exceeded your current quota/,
};

const providers = [
  'anthropic',
  'cohere',
  'deepseek',
  'google',
  'groq',
  'mistral',
  'openai',
  'openai-compatible',
  'open-responses',
];

function codecOf(text: string): AnswerCodec | undefined {
  return codecsByMark.find(([mark]) => mark.test(text))?.[1];
}

/** The recordings hold the events' JSON; this puts the transport around it that each provider has. */
function asStream(codec: AnswerCodec, text: string): Buffer {
  const events = text.split('\n').filter((line) => line !== '');
  const named = events.map((data) => {
    const type = parseObject(data)?.type;
    return `${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${data}\n\n`;
  });
  return Buffer.from(named.join('') + (codec.format === 'chat' ? 'data: [DONE]\n\n' : ''));
}

/** A refusal may have no words at all. */
function saysSomething({ content, finishReason, usage }: NeutralAnswer): boolean {
  return usage !== undefined && (content.length > 0 || finishReason === 'refusal');
}

const recorded = hasRecordedAnswers();

describe(recorded ? 'All recorded answers' : 'All recorded answers (skipped: none on this machine)', () => {
  before(function () {
    if (!recorded) this.skip();
  });

  for (const provider of providers) {
    it(`the streams of ${provider} are whole, and the same wherever they are cut`, async () => {
      let count = 0;
      for (const { name, text } of recordedStreams(provider)) {
        const codec = codecOf(text);
        if (codec === undefined) continue;
        count++;
        const bytes = asStream(codec, text);
        const kind = classifyAnswer('text/event-stream', bytes);
        const events = await decodeChunks({ codec, kind }, [bytes]);
        const { answer, failure } = collectAnswer(events);
        if (name in recordedFailures) {
          assert.match(failure?.message ?? '', recordedFailures[name] ?? /^$/);
          continue;
        }
        assert.equal(failure, undefined, name);
        assert.ok(saysSomething(answer), name);
        const random = seededRandom(count);
        for (let round = 0; round < 20; round++) {
          const places = random.list(40, () => random.integer(bytes.length));
          assert.deepEqual(await decodeChunks({ codec, kind }, cutAt(bytes, places)), events, name);
        }
      }
      assert.ok(count > 0);
    });

    it(`the whole answers of ${provider} are read`, () => {
      for (const { name, text } of recordedWholeAnswers(provider)) {
        const body = JSON.parse(text) as JsonObject;
        const compact = JSON.stringify(body);
        const codec = codecOf(compact);
        if (codec !== undefined) {
          const answer = codec.decodeAnswer(body);
          assert.ok(saysSomething(answer), name);
        } else if (Array.isArray(body.data)) {
          assert.ok(openaiEmbeddings.decodeAnswer(body).vectors.length > 0, name);
        }
      }
    });
  }
});
