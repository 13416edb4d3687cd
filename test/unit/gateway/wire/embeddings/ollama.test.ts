import assert from 'node:assert/strict';
import { ollamaEmbed, ollamaEmbeddings } from '../../../../../src/gateway/wire/embeddings/ollama.ts';
import { openaiEmbeddings } from '../../../../../src/gateway/wire/embeddings/openai.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const context = { model: 'asked', elapsedMs: () => 2 };

describe('Ollama’s embeddings: a client’s side', () => {
  it('reads one text or several; none only loads the model', () => {
    assert.deepEqual(ollamaEmbed.decodeRequest({ model: 'm', input: 'a' }).input, ['a']);
    assert.deepEqual(ollamaEmbed.decodeRequest({ model: 'm', input: ['a', 'b'] }).input, ['a', 'b']);
    for (const input of ['', []])
      assert.deepEqual(ollamaEmbed.decodeRequest({ model: 'm', input }).input, []);
    assert.deepEqual(ollamaEmbed.decodeRequest({ model: 'm' }).input, []);
    assert.throws(() => ollamaEmbed.decodeRequest({ input: [1] }), /input\[0\] must be a string/);
  });

  it('keeps what only Ollama knows', () => {
    const { extras, dimensions } = ollamaEmbed.decodeRequest({ input: 'a', dimensions: 8, truncate: false });
    assert.deepEqual([dimensions, extras], [8, { truncate: false }]);
  });

  it('says what only Ollama knows to Ollama alone', () => {
    const only = { truncate: false, keep_alive: '5m', options: { num_ctx: 9 } };
    const target = encodeTarget({ model: 'm' });
    assert.deepEqual(
      openaiEmbeddings.encodeRequest(ollamaEmbed.decodeRequest({ input: 'a', ...only }), target),
      {
        body: { model: 'm', input: ['a'] },
        dropped: ['truncate', 'keep_alive', 'options'],
      },
    );
    const older = ollamaEmbeddings.decodeRequest({ prompt: 'a', ...only });
    assert.deepEqual(ollamaEmbed.encodeRequest(older, target), {
      body: { model: 'm', input: ['a'], ...only },
      dropped: [],
    });
  });

  it('answers numbers, whatever the provider sent, and how long it took', () => {
    const embeddings = { model: 'own', vectors: ['AAAAPwAAAMA='], usage: { inputTokens: 4 } };
    assert.deepEqual(ollamaEmbed.encodeAnswer(embeddings, context), {
      model: 'own',
      embeddings: [[0.5, -2]],
      total_duration: 2_000_000,
      load_duration: 0,
      prompt_eval_count: 4,
    });
  });

  it('speaks the older endpoint too: one prompt, one embedding', () => {
    assert.deepEqual(ollamaEmbeddings.decodeRequest({ model: 'm', prompt: 'a' }).input, ['a']);
    assert.throws(() => ollamaEmbeddings.decodeRequest({ prompt: ['a'] }), /prompt must be a string/);
    assert.deepEqual(ollamaEmbeddings.encodeAnswer({ vectors: [[1, 2]] }, context), { embedding: [1, 2] });
    assert.deepEqual(ollamaEmbeddings.encodeAnswer({ vectors: [] }, context), { embedding: [] });
  });
});
