import type { ProviderType } from '../../config/schema.ts';
import type { DiscoveredProvider } from '../../protocol/gatewayRequests.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { providerCatalog } from './catalog.ts';
import { createProvider } from './createProvider.ts';
import { originOf } from './endpointUrl.ts';
import { type IdentifiedServer, identifyServer } from './identifyServer.ts';
import type { Provider } from './provider.ts';

/** A local server answers at once or is not there. */
const probeTimeoutMs = 300;

/** A service that is recognised by a key variable. */
interface KeyedService {
  readonly id: string;
  readonly type: ProviderType;
  readonly title: string;
  /** undefined: the type's own. */
  readonly endpoint?: string;
  readonly variables: readonly string[];
}

/** Where local servers are looked for. */
export interface DiscoveryPlace {
  readonly type: ProviderType;
  readonly endpoint: string;
}

export interface DiscoverProvidersOptions {
  readonly send: SendAttempt;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What is configured already: marked so, and its ids are not suggested again. */
  readonly configured: readonly Provider[];
  /** The default ports on loopback, unless given. */
  readonly places?: readonly DiscoveryPlace[];
}

/** Besides the catalog's types, services whose OpenAI-compatible interface and key variable are well known. */
const furtherServices: readonly KeyedService[] = [
  service('mistral', 'Mistral', 'https://api.mistral.ai/v1', ['MISTRAL_API_KEY']),
  service('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', ['DEEPSEEK_API_KEY']),
  service('groq', 'Groq', 'https://api.groq.com/openai/v1', ['GROQ_API_KEY']),
  service('xai', 'xAI', 'https://api.x.ai/v1', ['XAI_API_KEY']),
  service('gemini', 'Google Gemini', 'https://generativelanguage.googleapis.com/v1beta/openai', [
    'GEMINI_API_KEY',
    'GOOGLE_API_KEY',
  ]),
];

/**
 * What this machine offers without being told: local model servers (all places at the same time, 300 ms each) and the usual
 * key variables. Every id is free: neither configured nor suggested twice. Rejects only with the signal's reason.
 */
export async function discoverProviders(options: DiscoverProvidersOptions): Promise<DiscoveredProvider[]> {
  const { send, env, signal, configured } = options;
  const places = options.places ?? defaultPlaces();
  const servers = await Promise.all(places.map((place) => probe(place, send, signal)));
  signal.throwIfAborted();
  const takenIds = new Set(configured.map((provider) => provider.id));
  const found: DiscoveredProvider[] = [];
  for (const [index, { endpoint }] of places.entries()) {
    const server = servers[index];
    if (server === undefined) continue;
    found.push({
      id: freeId(server.type, takenIds),
      type: server.type,
      title: providerCatalog[server.type].title,
      endpoint,
      models: server.models.map((model) => model.id),
      configured: configured.some((provider) => isSamePlace(provider.endpoint, endpoint)),
    });
  }
  for (const { id, type, title, endpoint, variables } of keyedServices()) {
    const keyVariable = variables.find((variable) => (env[variable]?.trim() ?? '') !== '');
    if (keyVariable === undefined) continue;
    found.push({
      id: freeId(id, takenIds),
      type,
      title,
      endpoint,
      keyVariable,
      models: [],
      configured: configured.some((provider) => isSameService(provider, type, endpoint)),
    });
  }
  return found;
}

function service(id: string, title: string, endpoint: string, variables: readonly string[]): KeyedService {
  return { id, type: 'openai-compatible', title, endpoint, variables };
}

function keyedServices(): KeyedService[] {
  const types = Object.values(providerCatalog)
    .filter((entry) => entry.keyVariables.length > 0)
    .map(({ type, title, keyVariables }) => ({ id: type, type, title, variables: keyVariables }));
  return [...types, ...furtherServices];
}

function defaultPlaces(): DiscoveryPlace[] {
  return Object.values(providerCatalog).flatMap(({ type, defaultPort, defaultEndpoint }) =>
    defaultPort === undefined || defaultEndpoint === undefined ? [] : [{ type, endpoint: defaultEndpoint }],
  );
}

async function probe(
  { type, endpoint }: DiscoveryPlace,
  send: SendAttempt,
  signal: AbortSignal,
): Promise<IdentifiedServer | undefined> {
  const provider = createProvider(
    {
      id: type,
      type,
      endpoint,
      auth: 'none',
      connectTimeoutMs: probeTimeoutMs,
      firstByteTimeoutMs: probeTimeoutMs,
      idleTimeoutMs: probeTimeoutMs,
    },
    {},
  );
  try {
    return await identifyServer(
      provider,
      send,
      AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    );
  } catch {
    // Nothing there, or nothing that answers like a model server.
    return undefined;
  }
}

/** `ollama`, else `ollama-2` and so on; the id is taken from then on. */
function freeId(wanted: string, takenIds: Set<string>): string {
  let id = wanted;
  for (let number = 2; takenIds.has(id); number++) id = `${wanted}-${number}`;
  takenIds.add(id);
  return id;
}

/** `localhost`, 127.0.0.1 and [::1] are one machine. */
function isSamePlace(a: string, b: string): boolean {
  const [left, right] = [URL.parse(a), URL.parse(b)];
  if (left === null || right === null) return false;
  if (left.port !== right.port || left.protocol !== right.protocol) return false;
  return (
    left.hostname === right.hostname || (isLoopbackHost(left.hostname) && isLoopbackHost(right.hostname))
  );
}

function isSameService(provider: Provider, type: ProviderType, endpoint: string | undefined): boolean {
  const wanted = endpoint ?? providerCatalog[type].defaultEndpoint ?? '';
  return provider.entry.type === type && originOf(provider.endpoint) === originOf(wanted);
}
