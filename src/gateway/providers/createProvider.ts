import { type AccountLogin, defaultAccount } from '../../config/accountSchema.ts';
import type { EffectiveProvider } from '../../config/effectiveConfig.ts';
import { resolveEnvironment } from '../../config/environment.ts';
import { defaults } from '../../config/schema.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { providerCatalog } from './catalog.ts';
import type { Provider, ProviderTypeEntry } from './provider.ts';

/**
 * A provider ready to be called: the configuration with its type's defaults, `${env:NAME}` resolved in key and headers, and
 * user and password taken out of the endpoint (they go as `authorization`, and never into a message).
 * @param account whose endpoint and key it has; one that is not in `accounts` has the provider's own
 */
export function createProvider(
  config: EffectiveProvider,
  env: NodeJS.ProcessEnv,
  account = defaultAccount,
): Provider {
  const entry = providerCatalog[config.type];
  const own = config.accounts?.[account];
  const { endpoint, authorization } = splitEndpoint(
    own?.endpoint ?? config.endpoint ?? entry.defaultEndpoint ?? '',
    entry,
  );
  const headers = resolveHeaders(config.headers ?? {}, env);
  const key = resolveKey((own ?? config).apiKey, env);
  return {
    id: config.id,
    account,
    name: config.name ?? config.id,
    entry,
    endpoint,
    auth: config.auth ?? (entry.needsKey === 'never' ? 'none' : 'api-key'),
    headers: authorization === undefined ? headers.values : { authorization, ...headers.values },
    passthroughClients: config.passthroughClients ?? [],
    fields: { ...fieldsOf(config, entry), ...tokenFileOf(own?.login) },
    local: config.local ?? (entry.localOnLoopback && isOnLoopback(endpoint)),
    timeouts: {
      connectTimeoutMs: config.connectTimeoutMs ?? defaults.connectTimeoutMs,
      firstByteTimeoutMs: config.firstByteTimeoutMs ?? defaults.firstByteTimeoutMs,
      idleTimeoutMs: config.idleTimeoutMs ?? defaults.idleTimeoutMs,
    },
    models: config.models,
    includeModels: config.includeModels,
    excludeModels: config.excludeModels,
    configuredKey: key.value,
    login: own?.login,
    missingVariable: key.missingVariable ?? headers.missingVariable,
  };
}

function splitEndpoint(
  text: string,
  entry: ProviderTypeEntry,
): { readonly endpoint: string; readonly authorization?: string } {
  const url = URL.parse(text);
  if (url === null) return { endpoint: text };
  const { username, password } = url;
  url.username = '';
  url.password = '';
  // Ollama's documentation gives `…/api` as its base, but its OpenAI interface is not below that.
  if (entry.modelList?.shape === 'ollama') url.pathname = url.pathname.replace(/\/api\/*$/, '');
  const endpoint = url.href.replace(/\/+$/, '');
  if (username === '' && password === '') return { endpoint };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { endpoint, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** The settings that the provider's type has; those of other types mean nothing to it. */
function fieldsOf(config: EffectiveProvider, entry: ProviderTypeEntry): Provider['fields'] {
  return Object.fromEntries((entry.fields ?? []).map(({ key }) => [key, config[key]]));
}

/** Codex keeps its login in a file of its own. */
function tokenFileOf(login: AccountLogin | undefined): Provider['fields'] {
  return login?.type === 'codex' ? { tokenFile: login.file ?? '~/.codex/auth.json' } : {};
}

interface ResolvedKey {
  readonly value?: string;
  readonly missingVariable?: string;
}

/** A blank key is none. */
function resolveKey(text: string | undefined, env: NodeJS.ProcessEnv): ResolvedKey {
  return text === undefined || text.trim() === '' ? {} : resolveEnvironment(text.trim(), env);
}

/** Headers by lower-case name with `${env:NAME}` resolved; one whose variable is not set is left out. */
function resolveHeaders(
  headers: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): { readonly values: Record<string, string>; readonly missingVariable?: string } {
  const values: Record<string, string> = {};
  let missingVariable: string | undefined;
  for (const [name, text] of Object.entries(headers)) {
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
