import { GatewayError, invalidRequest } from '../../errors.ts';
import { omitMembers } from '../omitMembers.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { EmbeddingsRequest } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { EmbeddingsUpstream } from './codec.ts';
import { type EmbeddingTask, saidTask } from './embeddingTask.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';

/** Cohere's `POST /v2/embed` (docs.cohere.com/reference/embed). */
export const cohereEmbed: EmbeddingsUpstream = {
  format: 'cohere-embed',
  maxInputs: 96,
  encodeRequest,
  decodeAnswer,
};

/** What texts are embedded for where the client does not say: Cohere demands it. */
const defaultInputType = 'search_document';

/** Whoever asks a question, of code too, searches; Cohere has no word for comparing texts. */
const inputTypes: Readonly<Record<EmbeddingTask, string | undefined>> = {
  document: 'search_document',
  query: 'search_query',
  classification: 'classification',
  clustering: 'clustering',
  similarity: undefined,
  'question answering': 'search_query',
  'fact verification': 'search_query',
  'code query': 'search_query',
};

function encodeRequest(request: EmbeddingsRequest, target: EncodeTarget): EncodedRequest {
  const body = new BodyBuilder(target);
  const said = saidTask(request);
  // A word of neither side goes as it is: Cohere says what it thinks of it.
  const inputType = said === undefined ? asString(request.extras.input_type) : inputTypes[said.task];
  const field = said?.field ?? 'input_type';
  body.set('model', target.model);
  body.set(
    'texts',
    request.input.map((entry, index) => {
      if (typeof entry === 'string') return entry;
      throw invalidRequest(
        `input[${index}]`,
        `input[${index}] must be a string: Cohere takes no token ids, which are another model's anyway.`,
      );
    }),
  );
  body.set('input_type', inputType ?? defaultInputType);
  body.set('embedding_types', ['float']);
  body.set('output_dimension', request.dimensions);
  if (request.userId !== undefined) body.drop('user');
  body.setExtras(inputType === undefined ? request.extras : omitMembers(request.extras, field), false);
  return body.build();
}

function decodeAnswer(body: JsonObject): NeutralEmbeddings {
  throwIfFailed(body);
  const vectors = isObject(body.embeddings) ? asArray(body.embeddings.float).map(numbersOf) : [undefined];
  if (!vectors.every((vector) => vector !== undefined)) {
    throw new GatewayError('provider_error', 'Cohere answered something that is not a list of embeddings.');
  }
  const meta = isObject(body.meta) ? body.meta : {};
  const billed = isObject(meta.billed_units) ? meta.billed_units : {};
  const inputTokens = asNumber(billed.input_tokens);
  return { vectors, usage: inputTokens === undefined ? undefined : { inputTokens } };
}

function numbersOf(value: JsonValue): number[] | undefined {
  const numbers = asArray(value).filter((entry) => typeof entry === 'number');
  return Array.isArray(value) && numbers.length === value.length ? numbers : undefined;
}
