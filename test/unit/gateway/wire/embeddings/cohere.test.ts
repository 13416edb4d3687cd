import assert from 'node:assert/strict';
import { cohereEmbed } from '../../../../../src/gateway/wire/embeddings/cohere.ts';
import type { EmbeddingsRequest } from '../../../../../src/gateway/wire/exchange.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const target = encodeTarget({ model: 'embed-v4.0' });
const request = (facts: Partial<EmbeddingsRequest>): EmbeddingsRequest => ({
  kind: 'embeddings',
  model: 'm',
  input: ['a'],
  extras: {},
  ...facts,
});

describe('Cohere’s embeddings', () => {
  it('says what the texts are for, documents where the client does not', () => {
    const { body, dropped } = cohereEmbed.encodeRequest(request({ dimensions: 256, userId: 'u' }), target);
    assert.deepEqual(body, {
      model: 'embed-v4.0',
      texts: ['a'],
      input_type: 'search_document',
      embedding_types: ['float'],
      output_dimension: 256,
    });
    assert.deepEqual(dropped, ['user']);
    const said = cohereEmbed.encodeRequest(request({ extras: { input_type: 'search_query', x: 1 } }), target);
    assert.equal(said.body.input_type, 'search_query');
    assert.deepEqual(said.dropped, ['x']);
  });

  it('refuses token ids, which are another model’s', () => {
    assert.throws(() => cohereEmbed.encodeRequest(request({ input: [[1, 2]] }), target), /must be a string/);
  });

  it('reads the vectors and what is billed', () => {
    const body = {
      id: 'i',
      embeddings: { float: [[0.5, -1]] },
      texts: ['a'],
      meta: { billed_units: { input_tokens: 3 } },
    };
    assert.deepEqual(cohereEmbed.decodeAnswer(body), { vectors: [[0.5, -1]], usage: { inputTokens: 3 } });
    assert.throws(
      () => cohereEmbed.decodeAnswer({ embeddings: { float: ['a'] } }),
      /not a list of embeddings/,
    );
    assert.throws(() => cohereEmbed.decodeAnswer({ id: 'i' }), /not a list of embeddings/);
  });
});
