import type { SendAttempt } from '../upstream/attempt.ts';
import type { JsonObject } from '../wire/json.ts';
import { readErrorAnswer } from '../upstream/errorAnswer.ts';
import { readBounded } from '../upstream/readBounded.ts';
import { keyHeaders } from './credentials.ts';
import { endpointUrl } from './endpointUrl.ts';
import type { KeyLookup } from './keyRing.ts';
import { type AskForDetails, withModelDetails } from './modelDetails.ts';
import { type ModelPage, modelPageParsers } from './parseModelList.ts';
import type { ListedModel, Provider, ProviderTypeEntry } from './provider.ts';
import { ProviderFailure } from './providerFailure.ts';

/** OpenRouter's list has about a megabyte. */
const maxListBytes = 16 * 1024 * 1024;
const maxPages = 20;
const pageSize = 1000;

/**
 * Asks a provider for its models, page by page.
 * @param key what the KeyRing has for it
 * @param known a model as an earlier list had it, so that not everything is asked for again
 * @throws ProviderFailure when it says no list, the sender's GatewayError, UpstreamAnswerError, or the signal's reason
 */
export async function fetchModels(
  provider: Provider,
  key: KeyLookup,
  send: SendAttempt,
  signal: AbortSignal,
  known: (id: string) => ListedModel | undefined = () => undefined,
): Promise<readonly ListedModel[]> {
  const { modelList, builtInModels = [] } = provider.entry;
  if ('missing' in key) throw new ProviderFailure(key.missing, key.message);
  if (modelList === undefined) return builtInModels;
  const credentials = 'key' in key ? keyHeaders(provider, key.key) : {};
  const call = { provider, credentials, send, signal };
  const models = new Map<string, ListedModel>();
  let after: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const bytes = await ask(call, pagePath(modelList, after));
    const read = parsePage(provider, modelList.shape, bytes);
    for (const model of read.models)
      if (modelList.only?.test(model.id) !== false) models.set(model.id, model);
    if (read.nextAfter === undefined || read.nextAfter === after) break;
    after = read.nextAfter;
  }
  const listed = [...models.values()];
  return modelList.details === undefined
    ? listed
    : await withModelDetails(listed, modelList.details, detailsCall(call), known);
}

/** What every call about models has in common. */
interface ListCall {
  readonly provider: Provider;
  readonly credentials: Readonly<Record<string, string>>;
  readonly send: SendAttempt;
  readonly signal: AbortSignal;
}

async function ask(
  { provider, credentials, send, signal }: ListCall,
  path: string,
  body?: JsonObject,
): Promise<Uint8Array> {
  const answer = await send({
    provider,
    method: body === undefined ? 'GET' : 'POST',
    url: endpointUrl(provider, path),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...provider.entry.defaultHeaders,
      ...provider.headers,
      ...credentials,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (answer.status >= 400) throw await readErrorAnswer(provider.id, answer, credentials);
  const { bytes, error } = await readBounded(answer.body, maxListBytes);
  if (error !== undefined) throw error;
  return bytes;
}

/** Details are good to have: what goes wrong with them takes nothing from the list. */
function detailsCall(call: ListCall): AskForDetails {
  return async (path, body) => {
    try {
      return parseJson(new TextDecoder().decode(await ask(call, path, body)));
    } catch (error) {
      if (call.signal.aborted) throw error;
      return undefined;
    }
  };
}

/** How pages are asked for, in lists that come in pages. */
const pageFields: Partial<
  Record<keyof typeof modelPageParsers, { readonly size: string; readonly after: string }>
> = {
  anthropic: { size: 'limit', after: 'after_id' },
  gemini: { size: 'pageSize', after: 'pageToken' },
  cohere: { size: 'page_size', after: 'page_token' },
};

function pagePath(list: NonNullable<ProviderTypeEntry['modelList']>, after: string | undefined): string {
  const names = pageFields[list.shape];
  if (names === undefined) return list.path;
  const query = new URLSearchParams({ [names.size]: String(pageSize) });
  if (after !== undefined) query.set(names.after, after);
  return `${list.path}?${query.toString()}`;
}

function parsePage(provider: Provider, shape: keyof typeof modelPageParsers, bytes: Uint8Array): ModelPage {
  const page = modelPageParsers[shape](parseJson(new TextDecoder().decode(bytes)));
  if (page !== undefined) return page;
  throw new ProviderFailure(
    'no model list',
    `What "${provider.id}" answers is no model list. Check the endpoint, or type the models by hand.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
