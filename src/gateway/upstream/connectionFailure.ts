import { GatewayError, type ErrorCode } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { SilenceError } from './call.ts';
import type { ProxyRoute } from './proxyRoute.ts';

export type ConnectionFailureKind =
  'refused' | 'dns' | 'tls' | 'timeout' | 'unreachable' | 'proxy' | 'broken off' | 'invalid request';

/** Certificates that are not signed by anybody trusted: the system's own authorities may help. */
const untrustedCodes: ReadonlySet<string> = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const tlsCodes =
  /^(CERT_|CRL_|DEPTH_ZERO_|EPROTO$|ERR_SSL_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|SELF_SIGNED_|UNABLE_TO_|UND_ERR_PRX_TLS)/;

const kindsByCode: Readonly<Record<string, ConnectionFailureKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_INVALID_ARG: 'invalid request',
};

/** What went wrong on the way to a provider, from the error that undici or Node gave (also as `cause` of ours). */
export function connectionFailureKind(error: unknown): ConnectionFailureKind {
  if (error instanceof SilenceError) return 'timeout';
  if (isProxyAnswer(error)) return 'proxy';
  const code = codeOf(error);
  if (tlsCodes.test(code)) return 'tls';
  return kindsByCode[code] ?? 'broken off';
}

/** Whether the handshake failed for want of a trusted authority; nothing was sent then. */
export function isUntrustedCertificate(error: unknown): boolean {
  return untrustedCodes.has(codeOf(error));
}

/**
 * The error that a client sees when no answer came.
 * @param origin scheme, host and port of the provider
 */
export function connectionError(
  error: Error,
  provider: Provider,
  origin: string,
  proxy: ProxyRoute | undefined,
): GatewayError {
  const kind = connectionFailureKind(error);
  const by = `provider "${provider.id}"`;
  const message =
    proxy === undefined
      ? directMessage(kind, error, provider, origin)
      : proxyMessage(kind, error, proxy, origin);
  return new GatewayError(codeFor[kind], `${message} (${by})`, {
    cause: error,
    details: { provider: provider.id },
  });
}

/** The error that reading an answer throws when its connection broke off or fell silent. */
export function brokenAnswerError(cause: Error, provider: Provider): GatewayError {
  const details = { provider: provider.id };
  if (cause instanceof SilenceError) {
    return new GatewayError(
      'provider_timeout',
      `Provider "${provider.id}" fell silent in the middle of its answer for ${seconds(cause.limitMs)}. Raise its idleTimeoutMs if it needs longer.`,
      { cause, details },
    );
  }
  return new GatewayError(
    'provider_error',
    `Provider "${provider.id}" broke off its answer (${textOf(cause)}). Try again; if it happens often, look at the provider's own log.`,
    { cause, details },
  );
}

const codeFor: Record<ConnectionFailureKind, ErrorCode> = {
  refused: 'provider_unavailable',
  dns: 'provider_unavailable',
  tls: 'provider_unavailable',
  unreachable: 'provider_unavailable',
  proxy: 'provider_unavailable',
  timeout: 'provider_timeout',
  'broken off': 'provider_error',
  'invalid request': 'provider_error',
};

function directMessage(
  kind: ConnectionFailureKind,
  error: Error,
  provider: Provider,
  origin: string,
): string {
  const host = new URL(origin).hostname;
  switch (kind) {
    case 'refused':
      return provider.entry.localOnLoopback
        ? `Nothing listens at ${origin}. Is ${provider.entry.title} running?`
        : `${origin} refused the connection. Check the endpoint, and that the server runs.`;
    case 'dns':
      return `The host name ${host} cannot be resolved. Check the endpoint and the network connection.`;
    case 'tls':
      return `No secure connection to ${origin}: ${tlsAdvice(error)}`;
    case 'timeout':
      return timeoutMessage(error, provider, origin);
    case 'unreachable':
      return `${origin} cannot be reached from here (${textOf(error)}). Check the network connection and firewall.`;
    case 'proxy':
    case 'broken off':
      return `${origin} closed the connection without an answer (${textOf(error)}). Try again, and look at the provider's own log.`;
    case 'invalid request':
      return `The request to ${origin} cannot be sent: ${textOf(error)}. Check the provider's headers and key for characters that do not belong there.`;
  }
}

function proxyMessage(kind: ConnectionFailureKind, error: Error, proxy: ProxyRoute, origin: string): string {
  const way = `the proxy ${proxy.url.protocol}//${proxy.url.host}`;
  if (kind === 'tls') return `No secure connection to ${origin} through ${way}: ${tlsAdvice(error)}`;
  if (error instanceof SilenceError)
    return `${origin} did not answer within ${seconds(error.limitMs)} through ${way}.`;
  const status = proxyStatusOf(error);
  if (status === '407') {
    return `The way to ${origin} leads through ${way}, which wants other credentials (407). Set "http.proxyAuthorization", or user and password in the proxy's URL.`;
  }
  const what = status === undefined ? textOf(error) : `it answered ${status}`;
  return `${origin} cannot be reached through ${way} (${what}). Check the proxy, or exempt the host in "http.noProxy" or NO_PROXY.`;
}

function timeoutMessage(error: Error, provider: Provider, origin: string): string {
  if (error instanceof SilenceError) {
    return `${origin} did not begin to answer within ${seconds(error.limitMs)}. Raise the provider's firstByteTimeoutMs if it needs longer.`;
  }
  return `No connection to ${origin} within ${seconds(provider.timeouts.connectTimeoutMs)}. Check the endpoint and the network, or raise the provider's connectTimeoutMs.`;
}

function tlsAdvice(error: Error): string {
  const code = codeOf(error);
  if (untrustedCodes.has(code)) {
    return `its certificate is not signed by an authority that this machine trusts (${code}). Add the authority to the system's certificates, or name its file in NODE_EXTRA_CA_CERTS.`;
  }
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'its certificate is for another host name. Check the endpoint.';
  }
  if (/wrong.version.number|packet.length.too.long/i.test(error.message)) {
    return 'the server does not speak TLS there. Should the endpoint begin with http://?';
  }
  return `${textOf(error)}.`;
}

/** The status with which a proxy refused, which undici has in its message only. */
function proxyStatusOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return (
    /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] ??
    /^Proxy Authentication Required \((407)\)/.exec(error.message)?.[1]
  );
}

function isProxyAnswer(error: unknown): boolean {
  return proxyStatusOf(error) !== undefined;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own: unknown = Reflect.get(error, 'code');
  if (typeof own === 'string' && own !== 'UND_ERR_PRX_TLS') return own;
  return error.cause === undefined ? '' : codeOf(error.cause);
}

function textOf(error: Error): string {
  const code = codeOf(error);
  return [
    error.message === '' ? undefined : error.message,
    code === '' || error.message.includes(code) ? undefined : code,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
