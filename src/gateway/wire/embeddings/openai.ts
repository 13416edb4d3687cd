import { GatewayError } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import { decodeChatUsage } from '../chat/chatUsage.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { EmbeddingsRequest } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { EmbeddingsCodec, EmbeddingsContext } from './codec.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';
import { vectorToBase64, vectorToNumbers } from './vectors.ts';

/** OpenAI's `POST /v1/embeddings`, both ways. */
export const openaiEmbeddings: EmbeddingsCodec = {
  format: 'embeddings',
  decodeRequest: decodeEmbeddingsRequest,
  encodeRequest: encodeEmbeddingsRequest,
  decodeAnswer: decodeEmbeddingsAnswer,
  encodeAnswer: encodeEmbeddingsAnswer,
};

const expectedInput = 'a string, a list of strings, or token ids';

/** The body of `POST /v1/embeddings` (OpenAI). Throws `invalid_request` that names the field and what it must be. */
export function decodeEmbeddingsRequest(body: JsonObject): EmbeddingsRequest {
  const fields = new FieldReader(body);
  const encodingFormat = fields.string('encoding_format');
  if (encodingFormat !== undefined && encodingFormat !== 'float' && encodingFormat !== 'base64') {
    throw wrongType('encoding_format', '"float" or "base64"', encodingFormat);
  }
  const request = {
    kind: 'embeddings',
    model: fields.string('model'),
    input: decodeInput(fields.value('input')),
    dimensions: fields.number('dimensions'),
    encodingFormat,
    userId: fields.string('user'),
  } as const satisfies Omit<EmbeddingsRequest, 'extras'>;
  return { ...request, extras: fields.rest() ?? {} };
}

/** An embeddings request for OpenAI's endpoint: the same body again, under the target's model name. */
export function encodeEmbeddingsRequest(request: EmbeddingsRequest, target: EncodeTarget): EncodedRequest {
  const body = new BodyBuilder(target);
  body.set('model', target.model);
  body.set(
    'input',
    request.input.map((entry) => (typeof entry === 'string' ? entry : [...entry])),
  );
  body.set('dimensions', request.dimensions);
  body.set('encoding_format', request.encodingFormat);
  body.set('user', request.userId);
  body.setExtras(request.extras, request.format === undefined || request.format === 'embeddings');
  return body.build();
}

/** An answer of OpenAI's endpoint. Throws `provider_error` when the body is an error or no list of embeddings. */
export function decodeEmbeddingsAnswer(body: JsonObject): NeutralEmbeddings {
  throwIfFailed(body);
  if (!Array.isArray(body.data)) throw notEmbeddings();
  const entries = body.data.map((entry, position) => {
    const vector = isObject(entry) ? vectorOf(entry.embedding) : undefined;
    if (!isObject(entry) || vector === undefined) throw notEmbeddings();
    return { index: asNumber(entry.index) ?? position, vector };
  });
  entries.sort((one, other) => one.index - other.index);
  return {
    model: asString(body.model),
    vectors: entries.map(({ vector }) => vector),
    usage: decodeChatUsage(body.usage),
  };
}

/**
 * The body of the answer, in the encoding that the client asked for: `float`, which is also the default, or `base64`,
 * which OpenAI's own SDKs ask for.
 */
export function encodeEmbeddingsAnswer(
  embeddings: NeutralEmbeddings,
  context: Pick<EmbeddingsContext, 'model' | 'encodingFormat'>,
): JsonObject {
  const encode = context.encodingFormat === 'base64' ? vectorToBase64 : vectorToNumbers;
  const tokens = embeddings.usage?.inputTokens ?? 0;
  return {
    object: 'list',
    data: embeddings.vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encode(vector),
    })),
    model: embeddings.model ?? context.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** A list of numbers is one input of token ids; a list of such lists is several. */
function decodeInput(input: JsonValue | undefined): EmbeddingsRequest['input'] {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input) || input.length === 0) throw wrongType('input', expectedInput, input);
  const tokens = numbersOf(input);
  if (tokens !== undefined) return [tokens];
  return input.map((entry, index) => {
    const text = typeof entry === 'string' ? entry : numbersOf(entry);
    if (text === undefined) throw wrongType(`input[${index}]`, 'a string or a list of token ids', entry);
    return text;
  });
}

function vectorOf(value: JsonValue | undefined): number[] | string | undefined {
  return typeof value === 'string' ? value : numbersOf(value);
}

function numbersOf(value: JsonValue | undefined): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((entry) => typeof entry === 'number');
  return numbers.length === value.length ? numbers : undefined;
}

function notEmbeddings(): GatewayError {
  return new GatewayError(
    'provider_error',
    'The provider answered something that is not a list of embeddings.',
  );
}
