import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import {
  decodeOllamaEmbedAnswer,
  encodeOllamaEmbedRequest,
} from '../../../../../src/gateway/wire/embeddings/ollama.ts';
import {
  decodeEmbeddingsAnswer,
  decodeEmbeddingsRequest,
  encodeEmbeddingsAnswer,
  encodeEmbeddingsRequest,
} from '../../../../../src/gateway/wire/embeddings/openai.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const target = encodeTarget({ model: 'embed-model' });
/** 0.5 and -2 as little-endian 32-bit floats. */
const base64 = 'AAAAPwAAAMA=';

function isInvalid(field: string) {
  return (error: unknown) =>
    error instanceof GatewayError && error.code === 'invalid_request' && error.details.field === field;
}

function isProviderError(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'provider_error';
}

describe('embeddings', () => {
  describe('OpenAI requests', () => {
    const inputs: [input: JsonValue, expected: JsonValue][] = [
      ['a', ['a']],
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      [[1, 2], [[1, 2]]],
      [
        [[1, 2], [3]],
        [[1, 2], [3]],
      ],
    ];
    for (const [input, expected] of inputs) {
      it(`read the input ${JSON.stringify(input)}`, () => {
        assert.deepEqual(decodeEmbeddingsRequest({ model: 'm', input }).input, expected);
      });
    }

    const wrong: [body: JsonObject, field: string][] = [
      [{}, 'input'],
      [{ input: [] }, 'input'],
      [{ input: 5 }, 'input'],
      [{ input: ['a', 1] }, 'input[1]'],
      [{ input: 'a', encoding_format: 'int8' }, 'encoding_format'],
      [{ input: 'a', dimensions: '5' }, 'dimensions'],
    ];
    for (const [body, field] of wrong) {
      it(`refuse ${JSON.stringify(body)}, naming ${field}`, () => {
        assert.throws(() => decodeEmbeddingsRequest(body), isInvalid(field));
      });
    }

    it('are written under the target’s model, extras included', () => {
      const body = {
        model: 'm',
        input: ['a'],
        dimensions: 5,
        encoding_format: 'base64',
        user: 'u',
        input_type: 'query',
      };
      const { body: written } = encodeEmbeddingsRequest(decodeEmbeddingsRequest(body), target);
      assert.deepEqual(written, { ...body, model: 'embed-model' });
    });
  });

  describe('OpenAI answers', () => {
    const list = (...embeddings: JsonValue[]): JsonObject => ({
      object: 'list',
      data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })),
      model: 'e',
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });

    it('are written in the encoding asked for, whatever the provider gave', () => {
      const asked = { model: 'm', encodingFormat: 'base64' } as const;
      for (const given of [base64, [0.5, -2]]) {
        const embeddings = decodeEmbeddingsAnswer(list(given));
        assert.deepEqual(encodeEmbeddingsAnswer(embeddings, { model: 'm' }), list([0.5, -2]));
        assert.deepEqual(encodeEmbeddingsAnswer(embeddings, asked), list(base64));
      }
    });

    it('are put in the order of their indexes', () => {
      const body = list([1], [2]);
      const { vectors } = decodeEmbeddingsAnswer({ ...body, data: (body.data as JsonValue[]).reverse() });
      assert.deepEqual(vectors, [[1], [2]]);
    });

    for (const body of [
      { error: { message: 'x' } },
      {},
      { data: [{ embedding: ['a'] }] },
      { data: [null] },
    ]) {
      it(`${JSON.stringify(body)} is a provider_error`, () => {
        assert.throws(() => decodeEmbeddingsAnswer(body), isProviderError);
      });
    }
  });

  describe('Ollama', () => {
    it('gets strings and dimensions, and the rest is reported', () => {
      const request = decodeEmbeddingsRequest({ input: 'a', dimensions: 5, user: 'u', input_type: 'query' });
      assert.deepEqual(encodeOllamaEmbedRequest(request, target), {
        body: { model: 'embed-model', input: ['a'], dimensions: 5 },
        dropped: ['user', 'input_type'],
      });
    });

    it('gets no token ids', () => {
      const request = decodeEmbeddingsRequest({ input: [1, 2] });
      assert.throws(() => encodeOllamaEmbedRequest(request, target), isInvalid('input[0]'));
    });

    it('answers with vectors and a count', () => {
      const embeddings = decodeOllamaEmbedAnswer({
        model: 'e',
        embeddings: [[0.5, -2]],
        prompt_eval_count: 4,
      });
      assert.deepEqual(encodeEmbeddingsAnswer(embeddings, { model: 'm', encodingFormat: 'base64' }), {
        object: 'list',
        data: [{ object: 'embedding', index: 0, embedding: base64 }],
        model: 'e',
        usage: { prompt_tokens: 4, total_tokens: 4 },
      });
    });

    for (const body of [{ error: 'not found' }, {}, { embeddings: [['a']] }, { embedding: [1] }]) {
      it(`answering ${JSON.stringify(body)} is a provider_error`, () => {
        assert.throws(() => decodeOllamaEmbedAnswer(body), isProviderError);
      });
    }
  });
});
