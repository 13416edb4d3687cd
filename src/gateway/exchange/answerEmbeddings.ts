import { invalidRequest, type GatewayError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import type { Provider } from '../providers/provider.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import { decodeOllamaEmbedAnswer, encodeOllamaEmbedRequest } from '../wire/embeddings/ollama.ts';
import { encodeEmbeddingsAnswer } from '../wire/embeddings/openai.ts';
import type { EmbeddingsRequest } from '../wire/exchange.ts';
import { isObject } from '../wire/json.ts';
import { notAnAnswer, parseAnswerDocument } from './answerDocument.ts';
import { classifyAnswer } from './classifyAnswer.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import { Linger } from './linger.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import type { RequestBody } from './requestBody.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { readWhole, startBody } from './startedBody.ts';
import { writeJson } from './writeJson.ts';

export interface EmbeddingsExchange {
  readonly request: EmbeddingsRequest;
  readonly body: RequestBody;
  readonly provider: Provider;
  readonly model: string;
}

/** Answers a request for embeddings: bytes as they are, or by Ollama's own endpoint where the provider's type prefers that. */
export async function answerEmbeddings(
  context: ExchangeContext,
  exchange: EmbeddingsExchange,
): Promise<void> {
  const call = new Linger(context.services.clock);
  try {
    const { embeddings, 'ollama-embed': ollamaEmbed } = exchange.provider.entry.paths;
    if (ollamaEmbed !== undefined) await convert(context, exchange, ollamaEmbed, call.signal);
    else if (embeddings !== undefined) await passThrough(context, exchange, embeddings, call.signal);
    else throw noEmbeddings(exchange.provider);
  } finally {
    call.end();
  }
}

async function passThrough(
  context: ExchangeContext,
  { body, provider, model }: EmbeddingsExchange,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const bytes = spliceModel(body.bytes, model);
  const answer = await sendToProvider(context, { provider, path, format: 'embeddings', body: bytes, signal });
  const contentType = answer.headers['content-type'];
  const { start, chunks } = await startBody(answer.body);
  const kind = classifyAnswer(contentType, start);
  if (kind !== 'json') throw notAnAnswer(provider.id, kind);
  await passWholeThrough(context, chunks, {
    provider: provider.id,
    codec: { format: 'embeddings' },
    headers: { ...forwardResponseHeaders(answer.headers), 'content-type': contentType ?? 'application/json' },
  });
}

async function convert(
  context: ExchangeContext,
  { request, provider, model }: EmbeddingsExchange,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { client, progress } = context;
  const encoded = encodeOllamaEmbedRequest(request, {
    ...encodeTargetFor(provider, model),
    keepsSignatures: false,
  });
  progress.dropped = encoded.dropped;
  const body = JSON.stringify(encoded.body);
  const answer = await sendToProvider(context, { provider, path, format: 'ollama-embed', body, signal });
  const document = parseAnswerDocument(provider.id, 'ollama-embed', await readWhole(answer.body));
  if (!isObject(document)) throw notAnAnswer(provider.id, 'other');
  const embeddings = decodeOllamaEmbedAnswer(document);
  progress.usage = embeddings.usage;
  progress.finished = true;
  const answerBody = encodeEmbeddingsAnswer(embeddings, { model, encodingFormat: request.encodingFormat });
  await writeJson(client, 200, forwardResponseHeaders(answer.headers), answerBody);
}

/** The refusal of an embeddings request by a provider that has no embeddings. */
export function noEmbeddings(provider: Provider): GatewayError {
  return invalidRequest(
    'model',
    `The provider ${provider.id} (${provider.entry.title}) has no embeddings. Name another model, or set embeddingsModel in the workspace.`,
  );
}
