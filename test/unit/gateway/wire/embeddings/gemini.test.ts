import assert from 'node:assert/strict';
import { cohereEmbed } from '../../../../../src/gateway/wire/embeddings/cohere.ts';
import { geminiBatchEmbed, geminiEmbed } from '../../../../../src/gateway/wire/embeddings/gemini.ts';
import { encodeEmbeddingsRequest } from '../../../../../src/gateway/wire/embeddings/openai.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const target = encodeTarget({ model: 'gemini-embedding-001' });
const text = (words: string) => ({ parts: [{ text: words }] });
const picture = { parts: [{ text: 'a' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] };

describe('embeddings of Google', () => {
  it('keep with each input what is said of it alone', () => {
    const requests = [
      { model: 'models/other', content: text('one'), taskType: 'RETRIEVAL_DOCUMENT', title: 'T' },
      { model: 'models/other', content: picture, output_dimensionality: '3' },
    ];
    const request = geminiBatchEmbed.decodeRequest({ requests }, { model: 'x' });
    assert.deepEqual(request.input, ['one', 'a']);
    assert.equal(request.dimensions, 3);
    const { body, dropped } = geminiBatchEmbed.encodeRequest(request, target);
    const model = 'models/gemini-embedding-001';
    assert.deepEqual(body.requests, [
      { model, content: text('one'), taskType: 'RETRIEVAL_DOCUMENT', title: 'T', outputDimensionality: 3 },
      { model, content: picture, outputDimensionality: 3 },
    ]);
    assert.deepEqual(dropped, []);
  });

  it('say what the texts are for in Google’s word when a client says it in another’s', () => {
    const request = {
      kind: 'embeddings',
      model: 'm',
      input: ['one'],
      extras: { input_type: 'query' },
    } as const;
    const { body, dropped } = geminiBatchEmbed.encodeRequest(request, target);
    const model = 'models/gemini-embedding-001';
    assert.deepEqual(body.requests, [{ model, content: text('one'), taskType: 'RETRIEVAL_QUERY' }]);
    assert.deepEqual(dropped, []);
  });

  it('say nothing of it elsewhere where the texts differ in what they are for', () => {
    const requests = ['RETRIEVAL_DOCUMENT', 'RETRIEVAL_QUERY'].map((taskType) => ({
      content: text('a'),
      taskType,
    }));
    const request = geminiBatchEmbed.decodeRequest({ requests }, { model: 'x' });
    const { body, dropped } = cohereEmbed.encodeRequest(request, target);
    assert.equal(body.input_type, 'search_document');
    assert.deepEqual(dropped, ['taskType']);
  });

  it('are asked for elsewhere without what only Google knows, which is named', () => {
    const request = geminiEmbed.decodeRequest({ content: picture, taskType: 'CLUSTERING' }, { model: 'x' });
    const { body, dropped } = encodeEmbeddingsRequest(request, encodeTarget({ model: 'm' }));
    assert.deepEqual(body, { model: 'm', input: ['a'] });
    assert.deepEqual(dropped, ['taskType', 'content']);
  });

  it('take no token ids, and no empty list', () => {
    const request = { kind: 'embeddings', model: 'm', input: [[1, 2]], extras: {} } as const;
    assert.throws(() => geminiBatchEmbed.encodeRequest(request, target), { code: 'invalid_request' });
    assert.throws(() => geminiBatchEmbed.decodeRequest({ requests: [] }), { code: 'invalid_request' });
  });

  it('are read, and written one or many', () => {
    const embeddings = geminiBatchEmbed.decodeAnswer({
      embeddings: [{ values: [1, 0.5] }, { values: [] }],
      usageMetadata: { promptTokenCount: 4 },
    });
    assert.deepEqual(embeddings, { vectors: [[1, 0.5], []], usage: { inputTokens: 4 } });
    const context = { model: 'm', elapsedMs: () => 0 };
    const usageMetadata = { promptTokenCount: 4 };
    assert.deepEqual(geminiBatchEmbed.encodeAnswer(embeddings, context), {
      embeddings: [{ values: [1, 0.5] }, { values: [] }],
      usageMetadata,
    });
    assert.deepEqual(geminiEmbed.encodeAnswer(embeddings, context), {
      embedding: { values: [1, 0.5] },
      usageMetadata,
    });
    assert.throws(() => geminiBatchEmbed.decodeAnswer({ error: { code: 400, message: 'no' } }), {
      code: 'provider_error',
      message: 'no',
    });
    assert.throws(() => geminiBatchEmbed.decodeAnswer({ embeddings: [{}] }), { code: 'provider_error' });
  });
});
