import assert from 'node:assert/strict';
import {
  decodeGenerateChat,
  decodeGenerateCompletion,
  isCompletionBody,
} from '../../../../../src/gateway/wire/ollama/decodeGenerateRequest.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { ollamaGenerateCodec } from '../../../../../src/gateway/wire/ollama/generateCodec.ts';

describe('Ollama’s generate: what a client asks for', () => {
  it('a suffix, a raw prompt or the tokens of a gap make it a completion, anything else is a chat', () => {
    assert.ok(isCompletionBody({ prompt: 'a', suffix: 'b' }));
    assert.ok(isCompletionBody({ prompt: 'a', raw: true }));
    assert.ok(isCompletionBody({ prompt: '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>' }));
    assert.ok(!isCompletionBody({ prompt: 'a', suffix: '', raw: false }));
    assert.ok(!isCompletionBody({ prompt: 'What does <|fim_middle|> mean?' }));
  });

  it('a chat has the system text, the images and the prompt, and keeps what only a template can use', () => {
    const request = decodeGenerateChat({
      model: 'm',
      prompt: 'hi',
      system: 'Be brief.',
      images: ['iVBORw0KGgoAA'],
      template: '{{ .Prompt }}',
      context: [1, 2],
      suffix: '',
      raw: false,
      think: 'low',
      format: 'json',
      options: { temperature: 0.5, num_ctx: 4096 },
    });
    assert.deepEqual(
      request.messages.map(({ role, content }) => [role, ...content.map(({ type }) => type)]),
      [
        ['system', 'text'],
        ['user', 'image', 'text'],
      ],
    );
    assert.equal(request.stream, true);
    assert.deepEqual(request.reasoning, { mode: 'on', effort: 'low' });
    assert.deepEqual(request.responseFormat, { type: 'json' });
    assert.deepEqual(request.extras, {
      template: '{{ .Prompt }}',
      context: [1, 2],
      'options.num_ctx': 4096,
    });
  });

  it('without a prompt there is no question', () => {
    assert.deepEqual(decodeGenerateChat({ model: 'm', prompt: '', system: 's' }).messages, []);
  });

  it('a completion keeps what completions have no place for, and an Ollama gets it all again', () => {
    const body = {
      model: 'm',
      prompt: 'a',
      suffix: 'b',
      system: 's',
      think: false,
      keep_alive: '5m',
      options: { num_predict: 9, stop: ['x'], num_ctx: 4096 },
      stream: false,
    };
    const request = decodeGenerateCompletion(body);
    assert.deepEqual(
      [request.prompt, request.suffix, request.maxOutputTokens, request.stop],
      ['a', 'b', 9, ['x']],
    );
    const target = encodeTarget({ model: 'm' });
    const again = ollamaGenerateCodec.encodeRequest(request, target);
    assert.deepEqual(again, { body, dropped: [] });
    const foreign = ollamaGenerateCodec.encodeRequest({ ...request, format: 'completions' }, target);
    assert.deepEqual([...foreign.dropped].toSorted(), ['keep_alive', 'options.num_ctx', 'system', 'think']);
  });
});
