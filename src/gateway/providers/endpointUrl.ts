import type { Provider, ProviderTypeEntry } from './provider.ts';

/** What decides about a provider's URLs. */
export interface UrlSource extends Pick<Provider, 'endpoint'> {
  readonly entry?: Pick<ProviderTypeEntry, 'defaultEndpoint' | 'endpointVariants' | 'unversioned'>;
}

/** `v1`, `v4`, `v1beta`, `v1alpha2`, `v2.1`. */
const versionSegment = /^v\d+(?:\.\d+)?(?:(?:alpha|beta)\d*)?$/i;

/** What people paste when they copy a whole address. */
const pastedPaths = /\/(?:chat\/completions|completions|messages|embeddings)$/;

/**
 * The URL of one of a provider's paths. The endpoint's own path and query are kept, a trailing slash does not matter, and
 * `/v1` is added where the endpoint names no version: `https://host/team`, `https://host/team/v1`, `…/v1beta/openai`,
 * `…/api/paas/v4` and Azure's `…/openai/deployments/NAME?api-version=…` all mean what they say.
 * @param path below the versioned base (`/chat/completions`); below the server's root when it begins with `~/` (a format's
 *   own address, such as `~/anthropic/v1/messages`) or `/api/` (Ollama's own); it may bring a query
 * @throws TypeError when the endpoint is no URL
 */
export function endpointUrl(provider: UrlSource, path: string): string {
  const { entry, endpoint } = provider;
  if (entry === undefined) return makeUrl(provider, path);
  const made = madeUrls.get(entry) ?? new Map<string, string>();
  const key = `${endpoint} ${path}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const url = makeUrl(provider, path);
  // Paths with ids in them would come in without end.
  if (made.size >= maxMadeUrls) made.clear();
  madeUrls.set(entry, made.set(key, url));
  return url;
}

/** The same few addresses are asked for again and again: by type, then by endpoint and path. */
const madeUrls = new WeakMap<object, Map<string, string>>();
const maxMadeUrls = 200;

function makeUrl(provider: UrlSource, path: string): string {
  const url = new URL(provider.endpoint);
  const [pathname = '', query = ''] = path.split('?', 2);
  const base = url.pathname.replace(/\/+$/, '').replace(pastedPaths, '');
  if (pathname.startsWith('~/')) url.pathname = serviceRoot(base, provider) + pathname.slice(1);
  else if (pathname.startsWith('/api/')) url.pathname = rootOf(base) + pathname;
  else url.pathname = (provider.entry?.unversioned === true ? base : versionedBase(base)) + pathname;
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
  url.hash = '';
  return url.href;
}

/** The scheme, host and port that a key is bound to; undefined when the endpoint is no URL. */
export function originOf(endpoint: string): string | undefined {
  return URL.parse(endpoint)?.origin;
}

/**
 * The path below which all of a service's addresses hang: the endpoint's without what the type's own endpoints have as
 * theirs (`/compatible-mode/v1`), so that it holds behind a proxy too; else without a version or `/anthropic`.
 */
function serviceRoot(base: string, { entry }: UrlSource): string {
  const own = [entry?.defaultEndpoint, ...(entry?.endpointVariants ?? []).map(({ endpoint }) => endpoint)]
    .map((endpoint) => (endpoint === undefined ? '' : new URL(endpoint).pathname.replace(/\/+$/, '')))
    .toSorted((a, b) => b.length - a.length)
    .find((path) => path !== '' && base.endsWith(path));
  if (own !== undefined) return base.slice(0, -own.length);
  return base.replace(/\/v\d+(?:alpha|beta)?(?:\/openai)?$/, '').replace(/\/anthropic$/, '');
}

/** Ollama is often configured with the address of its OpenAI interface. */
function rootOf(base: string): string {
  return base.replace(/\/v1$/, '');
}

function versionedBase(base: string): string {
  const segments = base.split('/');
  const last = segments.at(-1) ?? '';
  if (versionSegment.test(last)) return base;
  if (last === 'openai' && versionSegment.test(segments.at(-2) ?? '')) return base;
  if (segments.at(-2) === 'deployments') return base;
  return `${base}/v1`;
}
