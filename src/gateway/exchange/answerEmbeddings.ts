import { invalidRequest, type GatewayError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import { repairedBody, withQuirks } from '../providers/providerQuirks.ts';
import type { Provider } from '../providers/provider.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import type { EmbeddingsInbound, EmbeddingsUpstream } from '../wire/embeddings/codec.ts';
import { joinEmbeddings, type NeutralEmbeddings } from '../wire/embeddings/neutralEmbeddings.ts';
import type { EmbeddingsRequest } from '../wire/exchange.ts';
import { notAnAnswer, parseAnswerDocument } from './answerDocument.ts';
import { classifyAnswer } from './classifyAnswer.ts';
import { embeddingsCodecs } from './embeddingsCodecs.ts';
import { heldDocument } from './attempts/heldStart.ts';
import type { AttemptContext, StartedAnswer } from './attempts/startedAnswer.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import type { RequestBody } from './requestBody.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { readWhole, startBody } from './startedBody.ts';
import { writeJson } from './writeJson.ts';

export interface EmbeddingsExchange {
  readonly codec: EmbeddingsInbound;
  readonly request: EmbeddingsRequest;
  readonly body: RequestBody;
  readonly provider: Provider;
  readonly model: string;
}

/** A format that the provider embeds in, and where. */
interface EmbeddingsEndpoint {
  readonly upstream: EmbeddingsUpstream;
  readonly path: string;
}

/**
 * Asks the attempt's provider for embeddings: bytes as they are where it prefers the client's format, else converted.
 * @param holds see `AskProvider`
 */
export async function answerEmbeddings(
  context: AttemptContext,
  exchange: EmbeddingsExchange,
  holds: boolean,
): Promise<StartedAnswer> {
  const endpoint = endpointOf(exchange.provider);
  const { codec, request } = exchange;
  const passes = endpoint.upstream.format === codec.format && codec.isRewritten !== true;
  if (passes) return await passThrough(context, exchange, endpoint, holds);
  // Ollama's clients ask so to have the model loaded.
  if (request.input.length === 0) {
    return { write: () => writeEmbeddings(context, exchange, { vectors: [] }, {}) };
  }
  return await convert(context, exchange, endpoint);
}

function endpointOf(provider: Provider): EmbeddingsEndpoint {
  for (const upstream of embeddingsCodecs) {
    const path = provider.entry.paths[upstream.format];
    if (path !== undefined) return { upstream, path };
  }
  throw noEmbeddings(provider);
}

async function passThrough(
  context: AttemptContext,
  { body, provider, model }: EmbeddingsExchange,
  { path, upstream }: EmbeddingsEndpoint,
  holds: boolean,
): Promise<StartedAnswer> {
  const { format } = upstream;
  const spliced = spliceModel(body.bytes, model);
  const repaired = repairedBody(body.json, provider, format, model);
  context.attempt.dropped = repaired?.dropped ?? [];
  const answer = await sendToProvider(context, {
    path,
    format,
    body: repaired === undefined ? spliced : JSON.stringify({ ...repaired.body, model }),
  });
  const contentType = answer.headers['content-type'];
  const { start, chunks } = await startBody(answer.body);
  const kind = classifyAnswer(contentType, start);
  if (kind !== 'json') throw notAnAnswer(provider.id, kind);
  const held = holds ? await heldDocument(provider.id, { format }, chunks) : chunks;
  const headers = {
    ...forwardResponseHeaders(answer.headers),
    'content-type': contentType ?? 'application/json',
  };
  return {
    write: () =>
      passWholeThrough(context, held, {
        provider: provider.id,
        codec: { format },
        headers,
        readUsage: (document) => upstream.decodeAnswer(document).usage,
      }),
  };
}

/** More inputs than one call takes are asked for one call after the other. */
async function convert(
  context: AttemptContext,
  exchange: EmbeddingsExchange,
  endpoint: EmbeddingsEndpoint,
): Promise<StartedAnswer> {
  const { request } = exchange;
  let headers: Readonly<Record<string, string>> = {};
  const parts: NeutralEmbeddings[] = [];
  for (const batch of batches(request, endpoint.upstream.maxInputs)) {
    const part = await ask(context, { ...exchange, request: batch }, endpoint);
    parts.push(part.embeddings);
    ({ headers } = part);
  }
  const joined = joinEmbeddings(parts);
  return { write: () => writeEmbeddings(context, exchange, joined, headers) };
}

/** The request in requests of at most so many inputs each. */
function batches(request: EmbeddingsRequest, most = Infinity): EmbeddingsRequest[] {
  const { input, inputExtras } = request;
  const count = Math.ceil(input.length / most);
  if (count <= 1) return [request];
  return Array.from({ length: count }, (_, index) => {
    const range = [index * most, (index + 1) * most] as const;
    return { ...request, input: input.slice(...range), inputExtras: inputExtras?.slice(...range) };
  });
}

async function ask(
  context: AttemptContext,
  { request, provider, model }: EmbeddingsExchange,
  { path, upstream }: EmbeddingsEndpoint,
): Promise<{ embeddings: NeutralEmbeddings; headers: Readonly<Record<string, string>> }> {
  const { format } = upstream;
  const target = { ...encodeTargetFor(provider, model), keepsSignatures: false };
  const encoded = withQuirks(upstream.encodeRequest(request, target), provider, format, model);
  context.attempt.dropped = encoded.dropped;
  const body = JSON.stringify(encoded.body);
  const call = { path: upstream.upstreamPath?.(path, model) ?? path, format, body };
  const answer = await sendToProvider(context, call);
  const document = parseAnswerDocument(provider.id, format, await readWhole(answer.body));
  return { embeddings: upstream.decodeAnswer(document), headers: forwardResponseHeaders(answer.headers) };
}

async function writeEmbeddings(
  { attempt, client, progress, services }: AttemptContext,
  { codec, request, model }: EmbeddingsExchange,
  embeddings: NeutralEmbeddings,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  attempt.contentAtMs ??= services.clock.now();
  progress.usage = embeddings.usage;
  progress.finished = true;
  const body = codec.encodeAnswer(embeddings, {
    model,
    encodingFormat: request.encodingFormat,
    elapsedMs: () => services.clock.now() - progress.startedAtMs,
  });
  await writeJson(client, 200, headers, body);
}

/** The refusal of an embeddings request by a provider that has no embeddings. */
export function noEmbeddings(provider: Provider): GatewayError {
  return invalidRequest(
    'model',
    `The provider ${provider.id} (${provider.entry.title}) has no embeddings. Name another model, or set embeddingsModel in the workspace.`,
  );
}
