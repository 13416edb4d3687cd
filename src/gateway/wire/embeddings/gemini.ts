import { GatewayError, invalidRequest } from '../../errors.ts';
import { omitMembers } from '../omitMembers.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget, RequestAddress } from '../codec.ts';
import type { EmbeddingsRequest } from '../exchange.ts';
import { type FieldReader, wrongType } from '../fieldReader.ts';
import { camelFields, listedFields, numberField } from '../gemini/camelFields.ts';
import { failureIn } from '../gemini/failure.ts';
import { modelPath } from '../gemini/upstreamPath.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { EmbeddingsInbound, EmbeddingsUpstream } from './codec.ts';
import { saidTask, taskTypes } from './embeddingTask.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';
import { vectorToNumbers } from './vectors.ts';

/** `models/{model}:batchEmbedContents`: what Google's SDK calls, and what Google's models are asked with. */
export const geminiBatchEmbed: EmbeddingsInbound & EmbeddingsUpstream = {
  format: 'gemini-embed',
  isRewritten: true,
  maxInputs: 100,
  decodeRequest: (body, address) => {
    const fields = camelFields(body, '');
    const requests = listedFields(fields, 'requests');
    if (requests.length === 0)
      throw wrongType('requests', 'a list of at least one request', fields.peek('requests'));
    return decodeRequests(requests, address);
  },
  encodeAnswer: ({ vectors, usage }) => ({
    embeddings: vectors.map((vector) => ({ values: vectorToNumbers(vector) })),
    ...usageOf(usage?.inputTokens),
  }),
  upstreamPath: (path, model) => modelPath(path, model, 'batchEmbedContents'),
  encodeRequest: encodeBatch,
  decodeAnswer: decodeBatch,
};

/** `models/{model}:embedContent`: one content, one embedding. */
export const geminiEmbed: EmbeddingsInbound = {
  format: 'gemini-embed',
  isRewritten: true,
  decodeRequest: (body, address) => decodeRequests([camelFields(body, '')], address),
  encodeAnswer: ({ vectors, usage }) => ({
    embedding: { values: vectorToNumbers(vectors[0] ?? []) },
    ...usageOf(usage?.inputTokens),
  }),
};

function usageOf(promptTokenCount: number | undefined): JsonObject {
  return promptTokenCount === undefined ? {} : { usageMetadata: { promptTokenCount } };
}

/** What stands beside the text of each request (`taskType`, `title`, media) is kept with it; `extras` names it for others. */
function decodeRequests(requests: readonly FieldReader[], address: RequestAddress = {}): EmbeddingsRequest {
  const decoded = requests.map((request) => {
    const { text, media } = textOf(request);
    const dimensions = numberField(request, 'outputDimensionality');
    request.value('model');
    return {
      text,
      dimensions,
      extras: { ...request.rest(), ...(media === undefined ? {} : { content: media }) },
    };
  });
  return {
    kind: 'embeddings',
    format: 'gemini-embed',
    model: address.model,
    input: decoded.map(({ text }) => text),
    dimensions: decoded.find(({ dimensions }) => dimensions !== undefined)?.dimensions,
    inputExtras: decoded.map(({ extras }) => extras),
    extras: Object.fromEntries(decoded.flatMap(({ extras }) => Object.entries(extras))),
  };
}

/** A content's text; `media`: the content as it came, where it holds more than text. */
function textOf(request: FieldReader): { readonly text: string; readonly media?: JsonValue } {
  const value = request.value('content');
  if (typeof value === 'string') return { text: value };
  const parts = listedFields(camelFields(value, request.path('content')), 'parts');
  const texts = parts.map((part) => part.string('text'));
  const text = texts.map((each) => each ?? '').join('');
  return texts.includes(undefined) ? { text, media: value } : { text };
}

/** A client of this format gets what it said beside the texts through: media, task types. */
function encodeBatch(request: EmbeddingsRequest, target: EncodeTarget): EncodedRequest {
  const body = new BodyBuilder(target);
  const isOwn = request.format === 'gemini-embed';
  const model = /^(?:models|tunedModels)\//.test(target.model) ? target.model : `models/${target.model}`;
  const said = isOwn ? undefined : saidTask(request);
  const extras = said === undefined ? request.extras : omitMembers(request.extras, said.field);
  const own = {
    ...(said === undefined ? {} : { taskType: taskTypes[said.task] }),
    ...(request.dimensions === undefined ? {} : { outputDimensionality: request.dimensions }),
  };
  body.set(
    'requests',
    request.input.map((entry, index) => {
      if (typeof entry === 'string') {
        const content = { parts: [{ text: entry }] };
        return { model, content, ...(isOwn ? request.inputExtras?.[index] : {}), ...own };
      }
      throw invalidRequest(
        `input[${index}]`,
        `input[${index}] must be a string: Google takes no token ids, which are another model's anyway.`,
      );
    }),
  );
  if (request.userId !== undefined) body.drop('user');
  if (!isOwn) body.setExtras(extras, false);
  return body.build();
}

/** An answer of `:batchEmbedContents`. Throws `provider_error` when the body is an error or has no embeddings. */
function decodeBatch(body: JsonObject): NeutralEmbeddings {
  const failure = failureIn(body);
  if (failure !== undefined) throw new GatewayError('provider_error', failure.message);
  const vectors = Array.isArray(body.embeddings) ? body.embeddings.map(valuesOf) : [undefined];
  if (!vectors.every((vector) => vector !== undefined)) {
    throw new GatewayError('provider_error', 'Google answered something that is not a list of embeddings.');
  }
  const usage = isObject(body.usageMetadata) ? asNumber(body.usageMetadata.promptTokenCount) : undefined;
  return { vectors, usage: usage === undefined ? undefined : { inputTokens: usage } };
}

function valuesOf(embedding: JsonValue): number[] | undefined {
  if (!isObject(embedding) || !Array.isArray(embedding.values)) return undefined;
  const numbers = embedding.values.filter((value) => typeof value === 'number');
  return numbers.length === embedding.values.length ? numbers : undefined;
}
