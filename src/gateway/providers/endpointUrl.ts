import type { Provider } from './provider.ts';

/** `v1`, `v4`, `v1beta`, `v1alpha2`, `v2.1`. */
const versionSegment = /^v\d+(?:\.\d+)?(?:(?:alpha|beta)\d*)?$/i;

/** What people paste when they copy a whole address. */
const pastedPaths = /\/(?:chat\/completions|completions|messages|embeddings)$/;

/**
 * The URL of one of a provider's paths. The endpoint's own path and query are kept, a trailing slash does not matter, and
 * `/v1` is added where the endpoint names no version: `https://host/team`, `https://host/team/v1`, `…/v1beta/openai`,
 * `…/api/paas/v4` and Azure's `…/openai/deployments/NAME?api-version=…` all mean what they say.
 * @param path below the versioned base (`/chat/completions`), or below the server's root when it begins with `/api/`
 *   (Ollama's own); it may bring a query
 * @throws TypeError when the endpoint is no URL
 */
export function endpointUrl(provider: Pick<Provider, 'endpoint'>, path: string): string {
  const url = new URL(provider.endpoint);
  const [pathname = '', query = ''] = path.split('?', 2);
  const base = url.pathname.replace(/\/+$/, '').replace(pastedPaths, '');
  url.pathname = pathname.startsWith('/api/') ? rootOf(base) + pathname : versionedBase(base) + pathname;
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
  url.hash = '';
  return url.href;
}

/** The scheme, host and port that a key is bound to; undefined when the endpoint is no URL. */
export function originOf(endpoint: string): string | undefined {
  return URL.parse(endpoint)?.origin;
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
