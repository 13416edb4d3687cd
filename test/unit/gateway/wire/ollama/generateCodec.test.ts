import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import type { CompletionRequest } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { ollamaGenerateCodec } from '../../../../../src/gateway/wire/ollama/generateCodec.ts';
import { completionRequest } from '../../../../helpers/cleanMiddle.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, wireEvents } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

function encode(request: Partial<CompletionRequest>, model = 'qwen2.5-coder:1.5b') {
  return ollamaGenerateCodec.encodeRequest(completionRequest(request), encodeTarget({ model }));
}

function line(response: string, fields: JsonObject = {}): JsonObject {
  return {
    model: 'qwen2.5-coder:1.5b',
    created_at: '2026-01-02T03:04:05.6Z',
    response,
    done: false,
    ...fields,
  };
}

const last = line('', { done: true, done_reason: 'length', prompt_eval_count: 8, eval_count: 2 });
const qwenPrompt = '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>';

describe('Ollama’s generate format', () => {
  it('writes prompt and suffix, and the parameters as options', () => {
    assert.deepEqual(
      encode({
        prompt: 'a',
        suffix: 'b',
        maxOutputTokens: 9,
        temperature: 0,
        topP: 0.9,
        topK: 5,
        seed: 1,
        stop: ['x'],
      }),
      {
        body: {
          model: 'qwen2.5-coder:1.5b',
          prompt: 'a',
          suffix: 'b',
          options: { num_predict: 9, temperature: 0, top_p: 0.9, top_k: 5, seed: 1, stop: ['x'] },
          stream: true,
        },
        dropped: [],
      },
    );
  });

  it('writes no empty options, and reports what is left over', () => {
    const { body, dropped } = encode({ prompt: 'a', extras: { echo: true } });
    assert.deepEqual([body.options, dropped], [undefined, ['echo']]);
  });

  it('sends sentinel tokens of the model’s own family raw', () => {
    assert.deepEqual(encode({ prompt: qwenPrompt }).body, {
      model: 'qwen2.5-coder:1.5b',
      prompt: qwenPrompt,
      raw: true,
      stream: true,
    });
    assert.equal(encode({ prompt: qwenPrompt }, 'my-own').body.raw, true);
  });

  it('takes those of another family apart, for the model’s template', () => {
    const { body } = encode({ prompt: qwenPrompt }, 'codellama:7b-code');
    assert.deepEqual([body.prompt, body.suffix, body.raw], ['a', 'b', undefined]);
  });

  it('refuses several prompts', () => {
    assert.throws(() => encode({ promptList: [1, 2] }), GatewayError);
  });

  it('reads a whole answer', () => {
    const answer = ollamaGenerateCodec.decodeAnswer({ ...last, response: 'Hi' });
    assert.deepEqual(answer, {
      model: 'qwen2.5-coder:1.5b',
      createdAtS: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
      content: [{ type: 'text', text: 'Hi' }],
      finishReason: 'length',
      usage: { inputTokens: 8, outputTokens: 2 },
    });
  });

  for (const body of [{ error: 'model not found' }, { done: true }]) {
    it(`${JSON.stringify(body)} is a provider_error`, () => {
      assert.throws(
        () => ollamaGenerateCodec.decodeAnswer(body),
        (error) => error instanceof GatewayError && error.code === 'provider_error',
      );
    });
  }

  it('reads a stream in canonical order', () => {
    const events = decodeStream(ollamaGenerateCodec, [line('H'), 'oops', line('i'), last, line('late')]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['start', 'blockStart', 'textDelta', 'textDelta', 'usage', 'blockEnd', 'finish', 'end'],
    );
    const { answer } = collectAnswer(events);
    assert.deepEqual([answer.content, answer.finishReason], [[{ type: 'text', text: 'Hi' }], 'length']);
  });

  it('fails a stream that breaks off or reports an error', () => {
    assert.equal(
      collectAnswer(decodeStream(ollamaGenerateCodec, [line('H')])).failure?.type,
      'truncated_stream',
    );
    const failed = collectAnswer(decodeStream(ollamaGenerateCodec, [line('H'), { error: 'out of memory' }]));
    assert.equal(failed.failure?.message, 'out of memory');
  });

  it('taps counts, end and failure without parsing content', () => {
    const tapOf = (...lines: JsonObject[]) => {
      const tap = ollamaGenerateCodec.createStreamTap();
      for (const event of wireEvents(lines)) tap.see(event);
      return tap;
    };
    assert.equal(tapOf(line('"done":true')).finished, false);
    const tap = tapOf(line('H'), last);
    assert.deepEqual([tap.finished, tap.usage], [true, { inputTokens: 8, outputTokens: 2 }]);
    assert.equal(tapOf({ error: 'boom' }).failure?.message, 'boom');
  });
});
