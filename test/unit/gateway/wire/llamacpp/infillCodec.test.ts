import assert from 'node:assert/strict';
import type { CompletionRequest } from '../../../../../src/gateway/wire/exchange.ts';
import { llamacppInfillCodec } from '../../../../../src/gateway/wire/llamacpp/infillCodec.ts';
import { completionRequest } from '../../../../helpers/cleanMiddle.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

function encode(request: Partial<CompletionRequest>) {
  return llamacppInfillCodec.encodeRequest(completionRequest(request), encodeTarget({ model: 'qwen' }));
}

describe('llama.cpp’s infill format', () => {
  it('writes what stands before and after the gap, and the parameters as its own', () => {
    const { body, dropped } = encode({
      prompt: 'a',
      suffix: 'b',
      maxOutputTokens: 9,
      temperature: 0,
      topP: 0.9,
      topK: 5,
      seed: 1,
      stop: ['x'],
      stream: true,
      extras: { best_of: 2 },
    });
    assert.deepEqual(body, {
      model: 'qwen',
      input_prefix: 'a',
      input_suffix: 'b',
      n_predict: 9,
      temperature: 0,
      top_p: 0.9,
      top_k: 5,
      seed: 1,
      stop: ['x'],
      stream: true,
    });
    assert.deepEqual(dropped, ['best_of']);
  });

  it('takes a prompt with the tokens of a family apart, its other files by name', () => {
    const prompt =
      '<|repo_name|>app\n<|file_sep|>src/b.ts\nexport const b = 1;\n<|file_sep|>src/a.ts\n<|fim_prefix|>x = <|fim_suffix|>;\n<|fim_middle|>';
    const { body } = encode({ prompt });
    assert.equal(body.input_prefix, 'x = ');
    assert.equal(body.input_suffix, ';\n');
    assert.deepEqual(body.input_extra, [{ filename: 'src/b.ts', text: 'export const b = 1;\n' }]);
  });

  it('refuses several prompts', () => {
    assert.throws(() => encode({ prompt: 'ab', promptList: ['a', 'b'] }), /one string/);
  });

  it('reads a whole answer', () => {
    const body = {
      content: 'mid',
      stop: true,
      model: 'q.gguf',
      tokens_predicted: 3,
      tokens_evaluated: 7,
      stop_type: 'word',
      stopping_word: '\n',
    };
    const { content, finishReason, stopSequence, usage } = llamacppInfillCodec.decodeAnswer(body);
    assert.deepEqual(content, [{ type: 'text', text: 'mid' }]);
    assert.deepEqual([finishReason, stopSequence], ['stopSequence', '\n']);
    assert.deepEqual(usage, { inputTokens: 7, outputTokens: 3 });
    assert.equal(
      llamacppInfillCodec.decodeAnswer({ content: '', stop_type: 'limit' }).finishReason,
      'length',
    );
    assert.equal(
      llamacppInfillCodec.decodeAnswer({ content: '', stopped_limit: true }).finishReason,
      'length',
    );
    assert.throws(() => llamacppInfillCodec.decodeAnswer({ x: 1 }), /no content/);
  });

  it('reads a stream, which ends without [DONE]', () => {
    const { answer, failure } = collectAnswer(
      decodeStream(llamacppInfillCodec, [
        {
          index: 0,
          content: 'a',
          tokens: [1],
          stop: false,
          id_slot: 0,
          tokens_predicted: 1,
          tokens_evaluated: 7,
        },
        {
          index: 0,
          content: 'b',
          tokens: [2],
          stop: false,
          id_slot: 0,
          tokens_predicted: 2,
          tokens_evaluated: 7,
        },
        {
          index: 0,
          content: '',
          tokens: [],
          stop: true,
          stop_type: 'eos',
          tokens_predicted: 2,
          tokens_evaluated: 7,
        },
      ]),
    );
    assert.equal(failure, undefined);
    assert.deepEqual(answer.content, [{ type: 'text', text: 'ab' }]);
    assert.deepEqual(answer.usage, { inputTokens: 7, outputTokens: 2 });
  });

  it('a stream that breaks off or reports an error is no answer', () => {
    const broken = decodeStream(llamacppInfillCodec, [{ content: 'a', stop: false }]);
    assert.equal(collectAnswer(broken).failure?.type, 'truncated_stream');
    const failed = decodeStream(llamacppInfillCodec, [
      { error: { code: 500, message: 'oops', type: 'server_error' } },
    ]);
    assert.equal(collectAnswer(failed).failure?.message, 'oops');
  });
});
