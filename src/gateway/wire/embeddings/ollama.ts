import { GatewayError, invalidRequest } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { EmbeddingsRequest } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asNumber, asString } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { nanoseconds } from '../ollama/answerFacts.ts';
import type { EmbeddingsCodec, EmbeddingsContext, EmbeddingsInbound } from './codec.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';
import { vectorToNumbers } from './vectors.ts';

/** Ollama's `POST /api/embed`, both ways. */
export const ollamaEmbed: EmbeddingsCodec = {
  format: 'ollama-embed',
  decodeRequest: decodeOllamaEmbedRequest,
  encodeRequest: encodeOllamaEmbedRequest,
  decodeAnswer: decodeOllamaEmbedAnswer,
  encodeAnswer: encodeOllamaEmbedAnswer,
};

/** Ollama's older `POST /api/embeddings`: one prompt, one embedding. */
export const ollamaEmbeddings: EmbeddingsInbound = {
  format: 'ollama-embed',
  isRewritten: true,
  decodeRequest: (body) => {
    const { prompt, ...others } = body;
    if (prompt !== undefined && typeof prompt !== 'string') throw wrongType('prompt', 'a string', prompt);
    return decodeOllamaEmbedRequest({ ...others, input: prompt });
  },
  encodeAnswer: ({ vectors }) => ({ embedding: vectorToNumbers(vectors[0] ?? []) }),
};

/**
 * The body of `POST /api/embed` (Ollama's docs/api.md). Without an input, which only loads the model, there is nothing to embed.
 * Throws `invalid_request` that names the field.
 */
function decodeOllamaEmbedRequest(body: JsonObject): EmbeddingsRequest {
  const fields = new FieldReader(body);
  const single = typeof fields.peek('input') === 'string' ? (fields.string('input') ?? '') : undefined;
  const input =
    single === undefined ? (fields.strings('input') ?? []) : [single].filter((text) => text !== '');
  const request = {
    kind: 'embeddings',
    format: 'ollama-embed',
    model: fields.string('model') || undefined,
    input,
    dimensions: fields.number('dimensions'),
  } as const satisfies Omit<EmbeddingsRequest, 'extras'>;
  return { ...request, extras: fields.rest() ?? {} };
}

/** The answer of `/api/embed`, with the time that it took. */
function encodeOllamaEmbedAnswer(embeddings: NeutralEmbeddings, context: EmbeddingsContext): JsonObject {
  const tokens = embeddings.usage?.inputTokens;
  return {
    model: embeddings.model ?? context.model,
    embeddings: embeddings.vectors.map(vectorToNumbers),
    total_duration: nanoseconds(context.elapsedMs()),
    load_duration: 0,
    ...(tokens === undefined ? {} : { prompt_eval_count: tokens }),
  };
}

/** An embeddings request for Ollama's `POST /api/embed`. Throws `invalid_request` for token ids, which it cannot take. */
export function encodeOllamaEmbedRequest(request: EmbeddingsRequest, target: EncodeTarget): EncodedRequest {
  const body = new BodyBuilder(target);
  body.set('model', target.model);
  body.set(
    'input',
    request.input.map((entry, index) => {
      if (typeof entry === 'string') return entry;
      throw invalidRequest(
        `input[${index}]`,
        `input[${index}] must be a string: Ollama takes no token ids, which are another model's anyway.`,
      );
    }),
  );
  body.set('dimensions', request.dimensions);
  if (request.userId !== undefined) body.drop('user');
  body.setExtras(request.extras, request.format === 'ollama-embed');
  return body.build();
}

/** An answer of `/api/embed`. Throws `provider_error` when the body is an error or has no embeddings. */
export function decodeOllamaEmbedAnswer(body: JsonObject): NeutralEmbeddings {
  throwIfFailed(body);
  const vectors = Array.isArray(body.embeddings) ? body.embeddings.map(numbersOf) : [undefined];
  if (!vectors.every((vector) => vector !== undefined)) {
    throw new GatewayError('provider_error', 'Ollama answered something that is not a list of embeddings.');
  }
  const inputTokens = asNumber(body.prompt_eval_count);
  return {
    model: asString(body.model),
    vectors,
    usage: inputTokens === undefined ? undefined : { inputTokens },
  };
}

function numbersOf(value: unknown): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((entry) => typeof entry === 'number');
  return numbers.length === value.length ? numbers : undefined;
}
