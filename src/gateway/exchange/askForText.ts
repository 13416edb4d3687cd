import type { Account } from '../accounts/account.ts';
import { GatewayError } from '../errors.ts';
import { failoverSettings } from '../failover/failoverSettings.ts';
import type { ModelReference } from '../modelReference.ts';
import { anthropicHeaders } from '../providers/catalog/common.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import { endpointUrl } from '../providers/endpointUrl.ts';
import { isLocalTarget } from '../providers/isLocalTarget.ts';
import type { Provider } from '../providers/provider.ts';
import { speakingFor } from '../providers/speakingFor.ts';
import type { Cost, RequestSize, Reservation } from '../usage/money/ledger.ts';
import { answerToEvents } from '../wire/answerToEvents.ts';
import type { ChatRequest, NeutralAnswer } from '../wire/exchange.ts';
import { parseAnswerDocument } from './answerDocument.ts';
import { textBytesOf } from './answerText.ts';
import { callSize } from './attempts/beginAttempt.ts';
import { chatCodecs } from './chatCodecs.ts';
import type { GatewayServices } from './services.ts';
import { readWhole } from './startedBody.ts';

const longestAnswerBytes = 100_000;

type AskServices = Pick<
  GatewayServices,
  'accounts' | 'capabilities' | 'config' | 'credentials' | 'ledger' | 'provider' | 'providerFor' | 'send'
>;

/**
 * Asks one model for a short text, on the gateway's own behalf: not routed, no failover, no client's key. It is held against
 * limits and budgets as any call, those of a workspace and a route apart. Throws GatewayError when the provider is not there, may not be
 * asked now or its answer is none, and what sending throws.
 * @param onPaid told what it cost, before this ends
 */
export async function askForText(
  services: AskServices,
  target: ModelReference,
  request: ChatRequest,
  signal: AbortSignal,
  onPaid: (cost: Cost) => void = () => undefined,
): Promise<string> {
  const size: RequestSize = {
    promptBytes: Buffer.byteLength(JSON.stringify(request.messages)),
    mediaTokens: 0,
    maxAnswerTokens: request.maxOutputTokens,
  };
  const { account, provider } = accountFor(services, target, size);
  const estimate = services.ledger.estimate(target, size, account.id);
  const { cooldownSeconds } = failoverSettings(services.config(), provider.id, undefined);
  const lease = await services.accounts.acquire(account, target, {
    size: callSize(estimate),
    maxWaitMs: 0,
    cooldownSeconds,
    signal,
  });
  let reservation: Reservation | undefined;
  try {
    reservation = services.ledger.reserve({ target, account: account.id, workspace: '' }, estimate);
    const { answer, headers } = await sendAndRead(services, provider, target.model, request, signal);
    lease.succeeded(answer.usage, headers);
    const bytes = textBytesOf(answerToEvents(answer));
    onPaid(reservation.settle(answer.usage, { bytes }));
    return answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  } catch (thrown) {
    lease.released(reservation !== undefined);
    // Whoever was asked works on, and is paid, though nobody waits any more.
    if (reservation !== undefined) {
      if (signal.aborted) onPaid(reservation.settle(undefined, { isPartial: true }));
      else reservation.release();
    }
    throw thrown;
  }
}

/** The best account that is ready, bound to which the provider is no less local than it is by itself. */
function accountFor(
  services: AskServices,
  target: ModelReference,
  size: RequestSize,
): { readonly account: Account; readonly provider: Provider } {
  const found = services.provider(target.provider);
  if (found === undefined || found.entry.type === 'demo') throw unavailable(target.provider);
  const mustBeLocal = isLocalTarget(found, target.model);
  const needed = callSize(services.ledger.estimate(target, size));
  for (const { account, standing } of services.accounts.candidates(target, { size: needed })) {
    const provider = services.providerFor(target.provider, account.id);
    if (standing.state !== 'active' || provider === undefined) continue;
    if (mustBeLocal && !isLocalTarget(provider, target.model)) continue;
    return { account, provider: speakingFor(provider, target.model) };
  }
  throw unavailable(target.provider);
}

async function sendAndRead(
  services: AskServices,
  provider: Provider,
  model: string,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<{ readonly answer: NeutralAnswer; readonly headers: Readonly<Record<string, string>> }> {
  const { id } = provider;
  const codec = chatCodecs.find(({ format }) => provider.entry.paths[format] !== undefined);
  const path = codec === undefined ? undefined : provider.entry.paths[codec.format];
  if (codec === undefined || path === undefined) throw unavailable(id);
  const target = {
    ...encodeTargetFor(provider, model, services.capabilities({ provider: id, model })),
    keepsSignatures: true,
  };
  const { status, headers, body } = await services.send({
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
  const bytes = await readWhole(body, longestAnswerBytes);
  if (status !== 200) throw unavailable(id);
  return { answer: codec.decodeAnswer(parseAnswerDocument(id, codec.format, bytes)), headers };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function unavailable(id: string): GatewayError {
  return new GatewayError('provider_unavailable', `The provider ${id} cannot be asked.`, {
    details: { provider: id },
  });
}
