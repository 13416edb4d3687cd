import type { ProviderType } from '../../config/schema.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { readBounded } from '../upstream/readBounded.ts';
import { asString, type JsonObject, parseObject } from '../wire/json.ts';
import { endpointUrl } from './endpointUrl.ts';
import { modelPageParsers } from './parseModelList.ts';
import type { ListedModel, Provider } from './provider.ts';

/** A server that was found, and what it turned out to be. */
export interface IdentifiedServer {
  readonly type: ProviderType;
  readonly models: readonly ListedModel[];
}

/** Nothing that identifies a server is longer. */
const maxBytes = 1024 * 1024;

/** What servers write into `owned_by` of their model lists. */
const typesByOwner: readonly (readonly [RegExp, ProviderType])[] = [
  [/^llamacpp$/i, 'llamacpp'],
  [/^vllm$/i, 'vllm'],
  [/^organi[sz]ation[-_ ]owner$/i, 'lmstudio'],
];

/**
 * What listens at a provider's endpoint, by what it answers and not by its port: Ollama by its version and tags, the others
 * by who owns the models of their OpenAI-compatible list. An unknown server with such a list is `openai-compatible`; one
 * whose list is empty is taken for the expected type. undefined: no model server, or Muxgate itself.
 */
export async function identifyServer(
  provider: Provider,
  send: SendAttempt,
  signal: AbortSignal,
): Promise<IdentifiedServer | undefined> {
  const get = async (path: string): Promise<JsonObject | undefined> => {
    const url = endpointUrl(provider, path);
    const answer = await send({
      provider,
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      signal,
    });
    const { bytes, error } = await readBounded(answer.body, maxBytes);
    if (error !== undefined) throw error;
    const isOurs = answer.headers['x-muxgate-request-id'] !== undefined;
    return answer.status === 200 && !isOurs ? parseObject(new TextDecoder().decode(bytes)) : undefined;
  };
  if (provider.entry.type === 'ollama') {
    const [version, tags] = await Promise.all([get('/api/version'), get('/api/tags')]);
    const page = modelPageParsers.ollama(tags);
    const isOllama = asString(version?.['version']) !== undefined && page !== undefined;
    return isOllama ? { type: 'ollama', models: page.models } : undefined;
  }
  const page = modelPageParsers.openai(await get('/models'));
  if (page === undefined) return undefined;
  return { type: typeOf(page.models, provider.entry.type), models: page.models };
}

function typeOf(models: readonly ListedModel[], expected: ProviderType): ProviderType {
  if (models.length === 0) return expected;
  const owners = models.map(({ ownedBy }) => ownedBy ?? '');
  const known = typesByOwner.find(([pattern]) => owners.some((owner) => pattern.test(owner)));
  return known?.[1] ?? 'openai-compatible';
}
