import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import type { EncodeTarget } from '../../../../../src/gateway/wire/codec.ts';
import { completionsCodec } from '../../../../../src/gateway/wire/completions/codec.ts';
import type {
  CompletionRequest,
  NeutralAnswer,
  StreamEvent,
} from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { readChatChunks } from '../../../../helpers/chatChunks.ts';
import { completionRequest } from '../../../../helpers/cleanMiddle.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function decode(fields: JsonObject): CompletionRequest {
  return completionsCodec.decodeRequest({ model: 'm', prompt: 'x', ...fields });
}

function encode(request: Partial<CompletionRequest>, target: Partial<EncodeTarget> = {}) {
  return completionsCodec.encodeRequest(completionRequest(request), encodeTarget(target));
}

function chunk(text: string, finishReason: string | null = null, fields: JsonObject = {}): JsonObject {
  return {
    id: 'cmpl-1',
    object: 'text_completion',
    created: 5,
    model: 'instruct',
    choices: [{ text, index: 0, logprobs: null, finish_reason: finishReason }],
    ...fields,
  };
}

const answer: NeutralAnswer = {
  id: 'cmpl-1',
  model: 'instruct',
  createdAtS: 5,
  content: [{ type: 'text', text: 'Hi' }],
  finishReason: 'stop',
  usage: { inputTokens: 8, outputTokens: 2 },
};

describe('legacy completions', () => {
  describe('requests', () => {
    it('are read with all parameters', () => {
      const request = decode({
        suffix: 's',
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 5,
        stop: 'a',
        echo: true,
        best_of: 2,
        logprobs: 3,
      });
      assert.deepEqual(JSON.parse(JSON.stringify(request)), {
        kind: 'completion',
        format: 'completions',
        model: 'm',
        stream: true,
        includeUsage: true,
        prompt: 'x',
        suffix: 's',
        maxOutputTokens: 5,
        stop: ['a'],
        extras: { echo: true, best_of: 2, logprobs: 3 },
      });
    });

    const prompts: [prompt: JsonValue, text: string, list: JsonValue | undefined][] = [
      ['a', 'a', undefined],
      ['', '', undefined],
      [['a'], 'a', undefined],
      [['a', 'b'], 'a\nb', ['a', 'b']],
      [[1, 2], '', [1, 2]],
      [[[1, 2], [3]], '', [[1, 2], [3]]],
    ];
    for (const [prompt, text, list] of prompts) {
      it(`read the prompt ${JSON.stringify(prompt)}`, () => {
        const request = decode({ prompt });
        assert.deepEqual([request.prompt, request.promptList], [text, list]);
        const { body } = completionsCodec.encodeRequest(request, encodeTarget());
        assert.deepEqual(body.prompt, list ?? text);
      });
    }

    for (const prompt of [undefined, null, 5, {}, [], ['a', 1], [[1, 'a']]]) {
      it(`refuse the prompt ${prompt === undefined ? 'that is missing' : JSON.stringify(prompt)}`, () => {
        assert.throws(
          () => decode({ prompt }),
          (error) => error instanceof GatewayError && error.details.field === 'prompt',
        );
      });
    }

    it('are written as they were', () => {
      const body: JsonObject = {
        model: 'some-model',
        prompt: 'x',
        suffix: 's',
        max_tokens: 5,
        temperature: 0,
        seed: 1,
        stop: ['a'],
        stream: true,
        stream_options: { include_usage: true },
        echo: true,
      };
      const { body: again, dropped } = completionsCodec.encodeRequest(
        completionsCodec.decodeRequest(body),
        encodeTarget(),
      );
      assert.deepEqual([again, dropped], [body, []]);
    });

    it('always name the limit max_tokens, and leave out what is refused or another format’s', () => {
      const { body, dropped } = encode(
        { format: 'fim', maxOutputTokens: 5, topK: 3, extras: { min_tokens: 1 } },
        { maxTokensField: 'max_completion_tokens', refusedParameters: ['top_k'] },
      );
      assert.deepEqual([body.max_tokens, body.top_k], [5, undefined]);
      assert.deepEqual(dropped, ['top_k', 'min_tokens']);
    });

    it('write the gap in the model’s tokens where suffix is refused', () => {
      const target = { model: 'qwen2.5-coder', refusedParameters: ['suffix'] };
      const { body, dropped } = encode({ prompt: 'a', suffix: 'b' }, target);
      assert.equal(body.prompt, '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>');
      assert.deepEqual([body.suffix, dropped], [undefined, []]);
      const unknown = encode({ prompt: 'a', suffix: 'b' }, { ...target, model: 'some-model' });
      assert.deepEqual([unknown.body.prompt, unknown.dropped], ['a', ['suffix']]);
    });
  });

  describe('whole answers', () => {
    it('are written and read back', () => {
      const written = completionsCodec.encodeAnswer(answer, answerContext());
      assert.deepEqual(written, {
        ...chunk('Hi', 'stop'),
        usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 },
      });
      assert.deepEqual(JSON.parse(JSON.stringify(completionsCodec.decodeAnswer(written))), answer);
    });

    it('hold the text alone of a chat answer', () => {
      const chat: NeutralAnswer = {
        content: [
          { type: 'reasoning', text: 'hm' },
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
        finishReason: 'toolCalls',
      };
      const [choice] = completionsCodec.encodeAnswer(chat, answerContext()).choices as JsonObject[];
      assert.deepEqual([choice?.text, choice?.finish_reason], ['ab', 'stop']);
    });

    for (const body of [{ error: { message: 'quota' } }, { choices: [] }, { choices: [{ message: {} }] }]) {
      it(`${JSON.stringify(body)} is a provider_error`, () => {
        assert.throws(
          () => completionsCodec.decodeAnswer(body),
          (error) => error instanceof GatewayError && error.code === 'provider_error',
        );
      });
    }
  });

  describe('streams', () => {
    const usage = { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 };

    it('are read in canonical order', () => {
      const chunks = [
        chunk('H'),
        'oops',
        chunk('i'),
        chunk('', 'stop'),
        { ...chunk(''), choices: [], usage },
        '[DONE]',
      ];
      const events = decodeStream(completionsCodec, chunks);
      assert.deepEqual(
        events.map(({ type }) => type),
        ['start', 'blockStart', 'textDelta', 'textDelta', 'usage', 'blockEnd', 'finish', 'end'],
      );
      assert.deepEqual(collectAnswer(events).answer, answer);
    });

    const endings: [name: string, chunks: (JsonObject | string)[], failure: string | undefined][] = [
      ['a finish without [DONE]', [chunk('a', 'length')], undefined],
      ['[DONE] without a finish', [chunk('a'), '[DONE]'], undefined],
      ['neither', [chunk('a')], 'truncated_stream'],
      ['[DONE] alone', ['[DONE]'], 'empty_stream'],
      ['an error', [chunk('a'), { error: { message: 'x', type: 'boom' } }, '[DONE]'], 'boom'],
    ];
    for (const [name, chunks, failure] of endings) {
      it(`end properly or not: ${name}`, () => {
        const events = decodeStream(completionsCodec, chunks);
        assert.equal(collectAnswer(events).failure?.type, failure);
        assert.equal(events.filter(({ type }) => type === 'end' || type === 'error').length, 1);
      });
    }

    it('are written with the finish, then usage when asked, then [DONE]', () => {
      const text = encodeStream(completionsCodec, answerToEvents(answer));
      assert.deepEqual(readChatChunks(text), [
        chunk('Hi'),
        chunk('', 'stop'),
        { ...chunk(''), choices: [], usage },
      ]);
      assert.ok(text.endsWith('data: [DONE]\n\n'));
      const unasked = encodeStream(
        completionsCodec,
        answerToEvents(answer),
        answerContext({ includeUsage: false }),
      );
      assert.doesNotMatch(unasked, /usage/);
    });

    it('carry no reasoning, calls or refusals', () => {
      const chat: NeutralAnswer = {
        content: [
          { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
          { type: 'refusal', text: 'no' },
          { type: 'toolCall', id: 'a', name: 'f', argumentsJson: '{}' },
        ],
        finishReason: 'toolCalls',
      };
      const text = encodeStream(completionsCodec, answerToEvents(chat));
      assert.deepEqual(
        readChatChunks(text).map(({ choices }) => (choices as JsonObject[])[0]?.text),
        [''],
      );
    });

    it('write heartbeats as a blank line and failures without an end', () => {
      const failed: StreamEvent[] = [
        { type: 'ping' },
        { type: 'error', failure: { type: 'boom', message: 'x' } },
        { type: 'end' },
      ];
      const text = encodeStream(completionsCodec, failed);
      assert.match(text, /^\ndata: \{"error":\{"message":"x","type":"boom"/);
      assert.doesNotMatch(text, /DONE/);
    });
  });
});
