import { GatewayError } from '../errors.ts';
import type { ModelReference } from '../modelReference.ts';
import { anthropicHeaders } from '../providers/catalog/common.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import { endpointUrl } from '../providers/endpointUrl.ts';
import { speakingFor } from '../providers/speakingFor.ts';
import type { ChatRequest } from '../wire/exchange.ts';
import { parseAnswerDocument } from './answerDocument.ts';
import { chatCodecs } from './chatCodecs.ts';
import type { GatewayServices } from './services.ts';
import { readWhole } from './startedBody.ts';

const longestAnswerBytes = 100_000;

/**
 * Asks one model for a short text, on the gateway's own behalf: not routed, no failover, no client's key. Throws GatewayError
 * when the provider is not there or its answer is none, and what sending throws.
 */
export async function askForText(
  services: Pick<GatewayServices, 'provider' | 'credentials' | 'send' | 'capabilities'>,
  { provider: id, model }: ModelReference,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<string> {
  const found = services.provider(id);
  if (found === undefined || found.entry.type === 'demo') throw unavailable(id);
  const provider = speakingFor(found, model);
  const codec = chatCodecs.find(({ format }) => provider.entry.paths[format] !== undefined);
  const path = codec === undefined ? undefined : provider.entry.paths[codec.format];
  if (codec === undefined || path === undefined) throw unavailable(id);
  const target = {
    ...encodeTargetFor(provider, model, services.capabilities({ provider: id, model })),
    keepsSignatures: true,
  };
  const answer = await services.send({
    provider,
    method: 'POST',
    url: endpointUrl(provider, codec.upstreamPath?.(path, { model, stream: false }) ?? path),
    headers: {
      ...(codec.format === 'messages' ? anthropicHeaders : {}),
      ...provider.entry.defaultHeaders,
      ...lowerCaseNames(provider.headers),
      ...services.credentials(provider, { headers: {}, named: false }),
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(codec.encodeRequest(request, target).body),
    signal,
  });
  const bytes = await readWhole(answer.body, longestAnswerBytes);
  if (answer.status !== 200) throw unavailable(id);
  const { content } = codec.decodeAnswer(parseAnswerDocument(id, codec.format, bytes));
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function unavailable(id: string): GatewayError {
  return new GatewayError('provider_unavailable', `The provider ${id} cannot be asked.`, {
    details: { provider: id },
  });
}
