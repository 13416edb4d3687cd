import {
  asArray,
  asString,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../../../src/gateway/wire/json.ts';
import { spokenUsage } from './spokenAnswer.ts';
import { openaiErrorBody, type StrictFormat } from './strictFormat.ts';

/** What every text becomes. */
export const spokenVector = [0.25, -0.5, 1];

const neverStreams = {
  wantsStream: () => false,
  stream: () => [],
  streamFailure: () => undefined,
  streamType: 'application/json',
} as const;

/** What `POST /v1/embeddings` of OpenAI refuses and says. */
export const strictEmbeddings: StrictFormat = {
  ...neverStreams,
  name: 'embeddings',
  takes: (path) => path.endsWith('/embeddings'),
  bodyType: 'EmbeddingsBody',
  refusalOf: ({ body }) => {
    const texts = typeof body.input === 'string' ? [body.input] : asArray(body.input);
    if (texts.length === 0 || texts.length > 2048) return 'input: between 1 and 2048 texts';
    return texts.includes('') ? 'input cannot contain an empty string' : undefined;
  },
  whole: (_answer, { body }) => {
    const count = typeof body.input === 'string' ? 1 : asArray(body.input).length;
    return {
      object: 'list',
      data: Array.from({ length: count }, (_, index) => ({
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? asBase64(spokenVector) : spokenVector,
      })),
      model: body.model,
      usage: { prompt_tokens: spokenUsage.input, total_tokens: spokenUsage.input },
    };
  },
  errorBody: openaiErrorBody,
};

function asBase64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

/** What `POST /api/embed` of Ollama refuses and says. */
export const strictOllamaEmbed: StrictFormat = {
  ...neverStreams,
  name: 'ollama-embed',
  takes: (path) => path.endsWith('/api/embed'),
  bodyType: 'OllamaEmbedBody',
  refusalOf: () => undefined,
  whole: (_answer, { body }) => ({
    model: body.model,
    embeddings: (typeof body.input === 'string' ? [body.input] : asArray(body.input)).map(() => spokenVector),
    prompt_eval_count: spokenUsage.input,
  }),
  errorBody: (_status, message) => ({ error: message }),
};

/** What Gemini's batchEmbedContents refuses and says: every request names the model again. */
export const strictGeminiEmbed: StrictFormat = {
  ...neverStreams,
  name: 'gemini-embed',
  takes: (path) => path.endsWith(':batchEmbedContents'),
  bodyType: 'GeminiBatchEmbedBody',
  refusalOf: ({ body, path }) => {
    const model = /models\/[^:]+/.exec(path)?.[0];
    const requests = asArray(body.requests).filter(isObject);
    if (requests.length === 0 || requests.length > 100) return 'at most 100 requests can be in one batch';
    if (requests.some((request) => request.model !== model)) return `model must be ${model ?? ''}`;
    return requests.some((request) => isEmpty(request.content)) ? 'content is empty' : undefined;
  },
  whole: (_answer, { body }) => ({
    embeddings: asArray(body.requests).map(() => ({ values: spokenVector })),
  }),
  errorBody: (status, message) => ({ error: { code: status, message, status: 'INVALID_ARGUMENT' } }),
};

function isEmpty(content: JsonValue | undefined): boolean {
  const parts = isObject(content) ? asArray(content.parts).filter(isObject) : [];
  return parts.map(({ text }) => asString(text) ?? '').join('') === '';
}

const inputTypes = ['search_document', 'search_query', 'classification', 'clustering', 'image'];

/** What `POST /v2/embed` of Cohere refuses and says: docs.cohere.com/reference/embed. */
export const strictCohereEmbed: StrictFormat = {
  ...neverStreams,
  name: 'cohere-embed',
  takes: (path) => path.endsWith('/v2/embed'),
  bodyType: 'CohereEmbedBody',
  refusalOf: ({ body }) => {
    if (!inputTypes.includes(asString(body.input_type) ?? '')) return 'input_type is not valid';
    return asArray(body.texts).length > 96 ? 'texts: at most 96' : undefined;
  },
  whole: (_answer, { body }): JsonObject => ({
    id: 'embed-strict',
    embeddings: { float: asArray(body.texts).map(() => spokenVector) },
    texts: body.texts,
    meta: { billed_units: { input_tokens: spokenUsage.input } },
  }),
  errorBody: (_status, message) => ({ message }),
};
