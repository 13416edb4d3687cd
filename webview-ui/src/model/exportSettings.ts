import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject, type JsonObject, textMember, withMember } from './json.ts';

/** Header names whose value is a secret more often than not. */
const secretHeader = /auth|key|token|secret|cookie|password|credential/i;

/**
 * The settings as a file to share: providers, workspaces, routes, overrides of models and single settings in the shape of the headless gateway's configuration file,
 * without any key. References to environment variables stay, and headers that look like credentials go.
 */
export function exportSettings(settings: UserSettings): JsonObject {
  const { providers, workspaces, modelOverrides, routes, objects, activeWorkspace } = settings;
  const shared = Object.entries(providers).map(([id, provider]) => [
    id,
    isJsonObject(provider) ? withoutKeys(provider) : provider,
  ]);
  const overrides = Object.keys(modelOverrides).length === 0 ? {} : { modelOverrides };
  const groups = Object.keys(routes).length === 0 ? {} : { routes };
  // Where traces go, with what headers, is this machine's own.
  const others = withMember(objects, 'telemetry', undefined);
  return {
    providers: Object.fromEntries(shared),
    workspaces,
    ...overrides,
    ...groups,
    ...others,
    activeWorkspace,
  };
}

/** A provider without whatever may be a key: the key itself, headers and passwords in its address, its accounts' too. */
export function withoutKeys(provider: JsonObject): JsonObject {
  const { accounts } = provider;
  const own = withoutOwnKeys(provider);
  if (!isJsonObject(accounts)) return own;
  const safe = Object.entries(accounts).map(([id, account]): [string, unknown] => [
    id,
    isJsonObject(account) ? withoutOwnKeys(account) : account,
  ]);
  return withMember(own, 'accounts', Object.fromEntries(safe));
}

function withoutOwnKeys(provider: JsonObject): JsonObject {
  const { headers } = provider;
  const safeHeaders = isJsonObject(headers)
    ? Object.fromEntries(
        Object.entries(headers).filter(([name, value]) => !secretHeader.test(name) || isVariable(value)),
      )
    : headers;
  const withSafeHeaders = headers === undefined ? provider : withMember(provider, 'headers', safeHeaders);
  const withSafeKey = isVariable(provider['apiKey'])
    ? withSafeHeaders
    : withMember(withSafeHeaders, 'apiKey', undefined);
  const endpoint = withoutPassword(textMember(provider, 'endpoint'));
  return endpoint === '' ? withSafeKey : withMember(withSafeKey, 'endpoint', endpoint);
}

function isVariable(value: unknown): boolean {
  return typeof value === 'string' && /^(\w+ )?\$\{env:[^}]+\}$/.test(value.trim());
}

/** A user and password in an address are a key too. */
function withoutPassword(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (url === null || (url.username === '' && url.password === '')) return endpoint;
  url.username = '';
  url.password = '';
  return url.href;
}
