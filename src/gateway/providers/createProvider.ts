import type { EffectiveProvider } from '../../config/effectiveConfig.ts';
import { resolveEnvironment } from '../../config/environment.ts';
import { defaults } from '../../config/schema.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { providerCatalog } from './catalog.ts';
import type { Provider } from './provider.ts';

/**
 * A provider ready to be called: the configuration with its type's defaults, `${env:NAME}` resolved in key and headers, and
 * user and password taken out of the endpoint (they go as `authorization`, and never into a message).
 */
export function createProvider(config: EffectiveProvider, env: NodeJS.ProcessEnv): Provider {
  const entry = providerCatalog[config.type];
  const { endpoint, authorization } = splitEndpoint(config.endpoint ?? entry.defaultEndpoint ?? '');
  const resolved = resolveAll(
    { ...config.headers, ...(config.apiKey === undefined ? {} : { '': config.apiKey }) },
    env,
  );
  const { '': configuredKey, ...headers } = resolved.values;
  return {
    id: config.id,
    name: config.name ?? config.id,
    entry,
    endpoint,
    auth: config.auth ?? (entry.needsKey === 'never' ? 'none' : 'api-key'),
    headers: authorization === undefined ? headers : { authorization, ...headers },
    passthroughClients: config.passthroughClients ?? [],
    local: config.local ?? (entry.localOnLoopback && isOnLoopback(endpoint)),
    timeouts: {
      connectTimeoutMs: config.connectTimeoutMs ?? defaults.connectTimeoutMs,
      firstByteTimeoutMs: config.firstByteTimeoutMs ?? defaults.firstByteTimeoutMs,
      idleTimeoutMs: config.idleTimeoutMs ?? defaults.idleTimeoutMs,
    },
    models: config.models,
    includeModels: config.includeModels,
    excludeModels: config.excludeModels,
    configuredKey,
    missingVariable: resolved.missingVariable,
  };
}

function splitEndpoint(text: string): { readonly endpoint: string; readonly authorization?: string } {
  const url = URL.parse(text);
  if (url === null || (url.username === '' && url.password === ''))
    return { endpoint: text.replace(/\/+$/, '') };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return {
    endpoint: url.href.replace(/\/+$/, ''),
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

/** Values with `${env:NAME}` resolved, by lower-case name; those whose variable is not set are left out. */
function resolveAll(
  texts: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): { readonly values: Record<string, string>; readonly missingVariable?: string } {
  const values: Record<string, string> = {};
  let missingVariable: string | undefined;
  for (const [name, text] of Object.entries(texts)) {
    const result = resolveEnvironment(text, env);
    if ('value' in result) values[name.toLowerCase()] = result.value;
    else missingVariable ??= result.missingVariable;
  }
  return { values, missingVariable };
}

function isOnLoopback(endpoint: string): boolean {
  const url = URL.parse(endpoint);
  return url !== null && isLoopbackHost(url.hostname);
}
