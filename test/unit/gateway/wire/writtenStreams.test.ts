import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../src/gateway/wire/gemini/codec.ts';
import { asArray, asString, isObject, type JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { ollamaChatCodec } from '../../../../src/gateway/wire/ollama/chatCodec.ts';
import { responsesCodec } from '../../../../src/gateway/wire/responses/codec.ts';
import { decodeChunks } from '../../../helpers/corpus/decodeBytes.ts';
import { richAnswers } from '../../../helpers/corpus/spokenAnswers.ts';
import { streamSources } from '../../../helpers/corpus/streamCorpus.ts';
import { encodeStream } from '../../../helpers/convertStream.ts';
import { readMessagesStream } from '../../../helpers/messagesClient.ts';
import { readChatStream } from '../../../helpers/readers/readChatStream.ts';
import { readResponsesStream } from '../../../helpers/readers/readResponsesStream.ts';
import { dataOf, readSse } from '../../../helpers/readers/readSse.ts';
import type { SpokenAnswer } from '../../../helpers/strict/spokenAnswer.ts';
import { wholeText } from '../../../helpers/strict/spokenAnswer.ts';

/** Of a field that is a string where it is there. */
function asText(value: unknown): string {
  return asString(value) ?? '';
}

/** What a strict client makes of a written stream: its text, its calls' names, and whether it was told of a failure. */
interface Read {
  readonly text: string;
  readonly calls: readonly string[];
  readonly failed: boolean;
}

/** The formats that clients read, each with a reader that fails on whatever breaks a real client (measured: clients.md). */
const readers: readonly (readonly [codec: AnswerCodec, read: (text: string) => Read])[] = [
  [chatCodec, readChat],
  [messagesCodec, readMessages],
  [responsesCodec, readResponses],
  [geminiCodec, readGemini],
  [ollamaChatCodec, readOllama],
];

function readChat(stream: string): Read {
  const { text, refusal, calls, finish, usage, error } = readChatStream(stream);
  if (error === undefined) {
    assert.ok(finish !== undefined, 'there is a finish reason');
    assert.equal(typeof usage?.total_tokens, 'number', 'usage was asked for');
  } else assert.equal(finish, undefined, 'a failure has no finish reason');
  return { text: text + refusal, calls: calls.map(({ name }) => name), failed: error !== undefined };
}

function readMessages(stream: string): Read {
  const { content, usage, startUsage, stopped, error } = readMessagesStream(stream);
  assert.equal(stopped, error === undefined, 'message_stop, unless it failed');
  if (error === undefined) {
    assert.equal(typeof startUsage.input_tokens, 'number', 'message_start has usage');
    assert.equal(typeof usage.output_tokens, 'number', 'message_delta has usage');
  }
  return {
    text: content.map(({ type, text }) => (type === 'text' ? asText(text) : '')).join(''),
    calls: content.flatMap(({ type, name }) => (type === 'tool_use' ? [asText(name)] : [])),
    failed: error !== undefined,
  };
}

function readResponses(stream: string): Read {
  const response = readResponsesStream(stream);
  if (response.status === 'failed') return { text: '', calls: [], failed: true };
  const output = asArray(response.output).filter(isObject);
  const parts = output.flatMap(({ content }) => asArray(content)).filter(isObject);
  return {
    text: parts.map(({ text, refusal }) => asText(text ?? refusal)).join(''),
    calls: output.flatMap(({ type, name }) => (type === 'function_call' ? [asText(name)] : [])),
    failed: false,
  };
}

function readGemini(stream: string): Read {
  const chunks = readSse(stream).map(dataOf);
  const candidates = chunks.flatMap(({ candidates: list }) => asArray(list)).filter(isObject);
  const parts = candidates
    .flatMap(({ content }) => asArray(isObject(content) ? content.parts : undefined))
    .filter(isObject);
  const failed = chunks.some(({ error }) => error !== undefined);
  const finishes = candidates.filter(({ finishReason }) => finishReason !== undefined);
  assert.equal(finishes.length, failed ? 0 : 1, 'one finish reason, unless it failed');
  if (!failed) assert.ok(isObject(chunks.at(-1)?.usageMetadata), 'the last chunk has usage');
  return {
    text: parts.map((part) => (part.thought === true ? '' : asText(part.text ?? ''))).join(''),
    calls: parts.flatMap(({ functionCall: call }) => (isObject(call) ? [asText(call.name)] : [])),
    failed,
  };
}

function readOllama(stream: string): Read {
  assert.ok(stream.endsWith('\n'));
  const lines = stream
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
  const last = lines.at(-1);
  const failed = last?.error !== undefined;
  if (!failed) {
    assert.deepEqual(
      lines.map(({ done }) => done),
      lines.map((line) => line === last),
      'only the last line is done',
    );
    for (const field of ['prompt_eval_count', 'eval_count']) assert.equal(typeof last?.[field], 'number');
  }
  const messages = lines.map(({ message }) => message).filter(isObject);
  return {
    text: messages.map(({ content }) => asText(content ?? '')).join(''),
    calls: messages
      .flatMap(({ tool_calls: calls }) => asArray(calls))
      .map((call) => asText(isObject(call) && isObject(call.function) ? call.function.name : '')),
    failed,
  };
}

function assertSaid({ text, calls, failed }: Read, answer: SpokenAnswer): void {
  assert.equal(failed, false);
  assert.equal(text, answer.refusal ?? wholeText(answer));
  assert.deepEqual(
    calls,
    (answer.calls ?? []).map(({ name }) => name),
  );
}

for (const source of streamSources) {
  describe(`A stream of ${source.name}, written for a client`, () => {
    for (const [codec, read] of readers) {
      it(`of ${codec.format}, keeps every rule that its clients rely on`, async () => {
        for (const answer of richAnswers) {
          const events = await decodeChunks(source, [Buffer.from(source.streamOf(answer))]);
          assertSaid(read(encodeStream(codec, events)), answer);
        }
      });

      it(`of ${codec.format}, says a failure in the middle and invents no end`, async () => {
        const failure: StreamEvent = {
          type: 'error',
          failure: { type: 'overloaded_error', message: 'too busy' },
        };
        for (const answer of richAnswers) {
          const events = await decodeChunks(source, [Buffer.from(source.streamOf(answer))]);
          const finish = events.findIndex(({ type }) => type === 'finish');
          for (let length = 1; length <= finish; length++) {
            const stream = encodeStream(codec, [...events.slice(0, length), failure]);
            assert.ok(read(stream).failed, `after ${length} events`);
            assert.match(stream, /too busy/);
          }
        }
      });
    }
  });
}
