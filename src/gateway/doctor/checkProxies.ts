import * as l10n from '@vscode/l10n';
import { connect, isIP } from 'node:net';
import type { Finding } from '../../protocol/doctor.ts';
import { type ProxyRoute, proxyRouteFor } from '../upstream/proxyRoute.ts';
import { isLoopbackHost } from '../upstream/loopback.ts';
import { accountsOf } from './checkProviders.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';

const connectTimeoutMs = 4_000;

/** Which way leads to the providers, and whether the proxies on it are there. */
export const checkProxies: DoctorCheck = async (context, signal) => {
  const ways = new Map<string, { readonly route: ProxyRoute; readonly hosts: Set<string> }>();
  const direct = new Set<string>();
  for (const provider of accountsOf(context)) {
    const url = URL.parse(provider.endpoint);
    if (url === null) continue;
    let route: ProxyRoute | undefined;
    try {
      route = proxyRouteFor(url, context.proxy, context.env);
    } catch (error) {
      return [malformed(error)];
    }
    if (route === undefined) {
      if (!isLoopbackHost(url.hostname)) direct.add(url.hostname);
      continue;
    }
    const way = ways.get(route.url.host) ?? { route, hosts: new Set() };
    way.hosts.add(url.hostname);
    ways.set(route.url.host, way);
  }
  const exempt = ways.size === 0 ? [] : exemptions(direct);
  const checked = await Promise.all(
    [...ways.values()].map(({ route, hosts }) => examine(route, [...hosts], context, signal)),
  );
  if (ways.size === 0) {
    return [
      {
        severity: 'good',
        title: l10n.t('No proxy is used. This machine itself never is reached through one.'),
      },
    ];
  }
  return [...checked.flat(), ...exempt];
};

function malformed(error: unknown): Finding {
  return {
    severity: 'broken',
    title: error instanceof Error ? error.message : String(error),
    meaning: l10n.t('Nothing is sent, since going around the proxy would be a surprise.'),
    remedy: { action: 'openSetting', setting: 'http.proxy' },
  };
}

/** Never shows the user and password that the proxy's URL may hold. */
async function examine(
  { url }: ProxyRoute,
  hosts: readonly string[],
  context: DoctorContext,
  signal: AbortSignal,
): Promise<Finding[]> {
  const from = context.proxy.proxy === undefined ? l10n.t('the environment') : 'http.proxy';
  const problem = await connectionProblem(url, signal);
  const findings: Finding[] = [
    problem === undefined
      ? {
          severity: 'good',
          title: l10n.t('The proxy {0} of {1} leads to: {2}', url.host, from, hosts.join(', ')),
        }
      : {
          severity: 'broken',
          title: l10n.t('The proxy {0} of {1} does not answer: {2}', url.host, from, problem),
          meaning: l10n.t('These hosts are out of reach: {0}', hosts.join(', ')),
          advice: l10n.t('Correct the proxy, or exempt the hosts in http.noProxy or NO_PROXY.'),
          remedy: { action: 'openSetting', setting: 'http.proxy' },
        },
  ];
  const nearby = hosts.filter(isPrivateAddress);
  if (nearby.length > 0) {
    findings.push({
      severity: 'warning',
      title: l10n.t('Addresses of the local network go through the proxy: {0}', nearby.join(', ')),
      advice: l10n.t('Exempt them in http.noProxy or NO_PROXY, if the proxy does not lead back.'),
      remedy: { action: 'openSetting', setting: 'http.noProxy' },
    });
  }
  return findings;
}

function exemptions(direct: ReadonlySet<string>): Finding[] {
  if (direct.size === 0) return [];
  return [
    {
      severity: 'note',
      title: l10n.t('Exempt from the proxy: {0}', [...direct].join(', ')),
    },
  ];
}

/** Why no connection to the proxy comes about; undefined: it does. */
async function connectionProblem(proxy: URL, signal: AbortSignal): Promise<string | undefined> {
  const defaults: Readonly<Record<string, number>> = { 'https:': 443, 'socks5:': 1080, 'socks:': 1080 };
  const port = proxy.port === '' ? (defaults[proxy.protocol] ?? 80) : Number(proxy.port);
  const socket = connect({
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    signal: AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && error.name === 'AbortError') {
      return l10n.t('no connection within {0} s', connectTimeoutMs / 1000);
    }
    return error instanceof Error ? error.message : String(error);
  } finally {
    socket.destroy();
  }
}

function isPrivateAddress(host: string): boolean {
  return isIP(host) === 4 && /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host);
}
