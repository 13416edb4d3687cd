import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import { fimCodec } from '../../../../../src/gateway/wire/fim/codec.ts';
import type { CompletionRequest, NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { chatChunk, readChatChunks } from '../../../../helpers/chatChunks.ts';
import { completionRequest } from '../../../../helpers/cleanMiddle.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const body = {
  model: 'codestral-latest',
  prompt: 'def f(',
  suffix: 'return a',
  max_tokens: 64,
  min_tokens: 1,
  temperature: 0.2,
  top_p: 1,
  stop: ['\n\n'],
  random_seed: 7,
  stream: true,
};
const answer: NeutralAnswer = {
  id: 'x',
  model: 'codestral',
  createdAtS: 5,
  content: [{ type: 'text', text: 'a):' }],
  finishReason: 'length',
  usage: { inputTokens: 8, outputTokens: 2 },
};

function encode(request: Partial<CompletionRequest>) {
  return fimCodec.encodeRequest(completionRequest(request), encodeTarget());
}

describe('Mistral’s FIM format', () => {
  it('reads a request', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(fimCodec.decodeRequest(body))), {
      kind: 'completion',
      format: 'fim',
      model: 'codestral-latest',
      stream: true,
      includeUsage: true,
      prompt: 'def f(',
      suffix: 'return a',
      maxOutputTokens: 64,
      temperature: 0.2,
      topP: 1,
      seed: 7,
      stop: ['\n\n'],
      extras: { min_tokens: 1 },
    });
  });

  it('refuses a request without prompt, naming it', () => {
    assert.throws(
      () => fimCodec.decodeRequest({ model: 'm' }),
      (error) => error instanceof GatewayError && error.details.field === 'prompt',
    );
  });

  it('writes a request as it was', () => {
    const { body: again } = fimCodec.encodeRequest(
      fimCodec.decodeRequest(body),
      encodeTarget({ model: 'codestral-latest' }),
    );
    assert.deepEqual(again, body);
  });

  it('takes sentinel prompts apart, the other files before the prefix', () => {
    const { body: simple } = encode({ prompt: '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>' });
    assert.deepEqual([simple.prompt, simple.suffix], ['a', 'b']);
    const { body: files } = encode({ prompt: '[SUFFIX]b[PREFIX]+++++ x.ts\nX\n\n+++++ y.ts\na' });
    assert.deepEqual([files.prompt, files.suffix], ['+++++ x.ts\nX\n\n+++++ y.ts\na', 'b']);
  });

  it('refuses several prompts, and reports extras of another format', () => {
    assert.throws(() => encode({ promptList: ['a', 'b'] }), GatewayError);
    assert.deepEqual(encode({ format: 'completions', extras: { echo: true } }).dropped, ['echo']);
  });

  it('writes and reads whole answers', () => {
    const written = fimCodec.encodeAnswer(answer, answerContext());
    assert.deepEqual(written, {
      id: 'x',
      object: 'chat.completion',
      created: 5,
      model: 'codestral',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'a):', tool_calls: null },
          finish_reason: 'length',
        },
      ],
      usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(fimCodec.decodeAnswer(written))), answer);
  });

  it('writes a stream with usage beside the finish, and reads it back', () => {
    const text = encodeStream(fimCodec, answerToEvents(answer));
    const chunks = readChatChunks(text);
    assert.deepEqual(chunks, [
      {
        id: 'x',
        object: 'chat.completion.chunk',
        created: 5,
        model: 'codestral',
        choices: [{ index: 0, delta: { role: 'assistant', content: 'a):' }, finish_reason: null }],
      },
      {
        id: 'x',
        object: 'chat.completion.chunk',
        created: 5,
        model: 'codestral',
        choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: 'length' }],
        usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 },
      },
    ]);
    assert.ok(text.endsWith('data: [DONE]\n\n'));
    assert.deepEqual(collectAnswer(decodeStream(fimCodec, chunks)).answer, answer);
  });

  it('reads failures and truncation like chat', () => {
    assert.equal(
      collectAnswer(decodeStream(fimCodec, [chatChunk({ content: 'x' })])).failure?.type,
      'truncated_stream',
    );
  });
});
