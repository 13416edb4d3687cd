import type { ProviderType } from '../../config/schema.ts';
import type { DiscoveredProvider } from '../../protocol/gatewayRequests.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { providerCatalog } from './catalog.ts';
import { createProvider } from './createProvider.ts';
import { originOf } from './endpointUrl.ts';
import { type IdentifiedServer, identifyServer } from './identifyServer.ts';
import type { Provider, ProviderTypeEntry } from './provider.ts';

/** A local server answers at once or is not there. */
const probeTimeoutMs = 300;

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
  for (const { type, title, keyVariables, defaultEndpoint } of keyedServices()) {
    if (defaultEndpoint === undefined) continue;
    const keyVariable = keyVariables.find((variable) => (env[variable]?.trim() ?? '') !== '');
    if (keyVariable === undefined) continue;
    found.push({
      id: freeId(type, takenIds),
      type,
      title,
      keyVariable,
      models: [],
      configured: configured.some((provider) => isSameService(provider, type, defaultEndpoint)),
    });
  }
  return found;
}

function keyedServices(): ProviderTypeEntry[] {
  return Object.values(providerCatalog).filter((entry) => entry.keyVariables.length > 0);
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

function isSameService(provider: Provider, type: ProviderType, endpoint: string): boolean {
  return provider.entry.type === type && originOf(provider.endpoint) === originOf(endpoint);
}
