import { GatewayError, invalidRequest } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { EmbeddingsRequest } from '../exchange.ts';
import { asNumber, asString } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';

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
  body.setExtras(request.extras, false);
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
