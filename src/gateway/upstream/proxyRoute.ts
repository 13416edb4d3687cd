import { GatewayError } from '../errors.ts';
import type { ProxySettings } from './attempt.ts';
import { isLoopbackHost } from './loopback.ts';

/** The proxy that a call goes through. */
export interface ProxyRoute {
  readonly url: URL;
  /** Value of `proxy-authorization`; undefined: what the URL itself carries. */
  readonly authorization?: string;
}

const supportedProtocols = ['http:', 'https:', 'socks5:', 'socks:'];

/**
 * Which proxy leads to `target`; undefined: none. The editor's `http.proxy` comes before the environment's
 * `HTTPS_PROXY` / `HTTP_PROXY` / `ALL_PROXY` (lower case first, as curl does); `noProxy` and `NO_PROXY` both exempt;
 * loopback never goes through a proxy.
 * Throws GatewayError `provider_unavailable` when the configured proxy is no URL: going around it would be a surprise.
 */
export function proxyRouteFor(
  target: URL,
  settings: ProxySettings,
  env: NodeJS.ProcessEnv,
): ProxyRoute | undefined {
  if (isLoopbackHost(target.hostname)) return undefined;
  const configured = settings.proxy?.trim() ?? '';
  const text = configured === '' ? environmentProxy(target.protocol, env) : configured;
  if (text === undefined) return undefined;
  const exemptions = [...settings.noProxy, ...(variable(env, 'no_proxy') ?? '').split(/[\s,]+/)];
  if (exemptions.some((exemption) => isExempt(target, exemption))) return undefined;
  return { url: parseProxyUrl(text), authorization: settings.proxyAuthorization };
}

function environmentProxy(protocol: string, env: NodeJS.ProcessEnv): string | undefined {
  const own = protocol === 'https:' ? variable(env, 'https_proxy') : undefined;
  return own ?? variable(env, 'http_proxy') ?? variable(env, 'all_proxy');
}

/** A variable in lower or upper case; empty counts as not set. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]]
    .map((value) => value?.trim())
    .find((value) => value !== undefined && value !== '');
}

/** A proxy without scheme (`proxy.corp:3128`) is an HTTP proxy. */
function parseProxyUrl(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url !== null && supportedProtocols.includes(url.protocol) && url.hostname !== '') return url;
  throw new GatewayError(
    'provider_unavailable',
    'The configured proxy is not an http, https or socks5 URL. Correct "http.proxy" in the settings, or the HTTP_PROXY and HTTPS_PROXY variables.',
  );
}

/** `*`, `host`, `.domain`, `*.domain`, each with an optional port, as NO_PROXY is commonly read. */
function isExempt(target: URL, exemption: string): boolean {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(exemption.trim().toLowerCase()) ?? [];
  const isIpv6 = host.includes(':') && !host.startsWith('[');
  const name = isIpv6 ? exemption.trim().toLowerCase() : host.replace(/^\[(.*)\]$/, '$1');
  if (name === '') return false;
  if (port !== undefined && !isIpv6 && port !== portOf(target)) return false;
  if (name === '*') return true;
  const hostname = target.hostname.replace(/^\[(.*)\]$/, '$1');
  const domain = name.replace(/^\*?\./, '');
  return (hostname === domain && !name.startsWith('*.')) || hostname.endsWith(`.${domain}`);
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}
