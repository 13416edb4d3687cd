import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { Log } from '../log.ts';
import type { ProxySettings } from './attempt.ts';
import { type ProxyRoute, proxyRouteFor } from './proxyRoute.ts';

/**
 * How long an idle connection is kept when the server does not say. Local servers close after 5 s (uvicorn), and nothing is
 * gained by keeping theirs; behind TLS a kept connection saves the handshake.
 */
const keepAliveMs = { 'http:': 4_000, 'https:': 30_000 };
const longestKeepAliveMs = 60_000;

const maxRoutes = 500;

export interface AgentsOptions {
  readonly proxy: ProxySettings;
  /** Holds HTTPS_PROXY and the like. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** The system's trusted certificates in PEM; asked of Node by default. */
  readonly systemCertificates?: () => readonly string[];
}

export interface Route {
  readonly dispatcher: Dispatcher;
  /** Set when the call goes through a proxy. */
  readonly proxy?: ProxyRoute;
}

/**
 * The connections to all providers: one undici agent for each way out (direct or a proxy), protocol and connect timeout, in
 * practice two. No cap on connections. HTTP/1.1 only: one socket a call, so that ending a call ends its socket.
 */
export class Agents {
  readonly #proxySettings: ProxySettings;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: Log;
  readonly #loadSystemCertificates: () => readonly string[];
  readonly #agents = new Map<string, Dispatcher>();
  /** By connect timeout and origin: looking for a proxy's exemptions costs more than the rest of a small call. */
  readonly #routes = new Map<string, Route>();
  /** Replaced agents whose answers still run. */
  readonly #retired: Dispatcher[] = [];
  #systemTrust: SecureContext | undefined;

  constructor({ proxy, env, log, systemCertificates }: AgentsOptions) {
    this.#proxySettings = proxy;
    this.#env = env;
    this.#log = log;
    this.#loadSystemCertificates = systemCertificates ?? (() => getCACertificates('system'));
  }

  /**
   * The way to a server. Throws GatewayError when the configured proxy is no URL.
   * @param origin scheme, host and port
   */
  routeTo(origin: string, connectTimeoutMs: number): Route {
    const key = `${connectTimeoutMs} ${origin}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const route = this.#findRoute(new URL(origin), connectTimeoutMs);
    if (this.#routes.size >= maxRoutes) this.#routes.clear();
    this.#routes.set(key, route);
    return route;
  }

  #findRoute(url: URL, connectTimeoutMs: number): Route {
    const proxy = proxyRouteFor(url, this.#proxySettings, this.#env);
    const key = [proxy?.url.href ?? 'direct', url.protocol, connectTimeoutMs].join(' ');
    let dispatcher = this.#agents.get(key);
    if (dispatcher === undefined) {
      dispatcher = this.#createAgent(url.protocol, proxy, connectTimeoutMs);
      this.#agents.set(key, dispatcher);
    }
    return { dispatcher, proxy };
  }

  /**
   * From now on trusts the system's certificates besides Node's own. Loading them takes tens of milliseconds, so it is done
   * only when a certificate was not trusted. Returns false when that changes nothing.
   */
  trustSystemCertificates(): boolean {
    if (this.#systemTrust !== undefined) return false;
    const system = this.#systemCertificates();
    this.#systemTrust = createSecureContext({ ca: [...getCACertificates('default'), ...system] });
    if (system.length === 0) return false;
    this.#log.debug(`trusting ${system.length} certificates of the system besides Node's own`);
    for (const agent of this.#agents.values()) this.#retired.push(agent);
    this.#agents.clear();
    this.#routes.clear();
    return true;
  }

  /** Lets running calls end and closes the idle connections. */
  async close(): Promise<void> {
    const agents = [...this.#agents.values(), ...this.#retired];
    this.#agents.clear();
    this.#routes.clear();
    this.#retired.length = 0;
    await Promise.all(agents.map((agent) => agent.close()));
  }

  #createAgent(protocol: string, proxy: ProxyRoute | undefined, connectTimeoutMs: number): Dispatcher {
    const tls = {
      timeout: connectTimeoutMs,
      allowH2: false,
      // Left out when strict, so that NODE_TLS_REJECT_UNAUTHORIZED keeps its meaning.
      ...(this.#proxySettings.strictSsl ? {} : { rejectUnauthorized: false }),
      secureContext: this.#systemTrust,
    };
    const options = {
      allowH2: false,
      keepAliveTimeout: protocol === 'https:' ? keepAliveMs['https:'] : keepAliveMs['http:'],
      keepAliveMaxTimeout: longestKeepAliveMs,
    };
    if (proxy === undefined) return new Agent({ ...options, connect: tls });
    return new ProxyAgent({
      ...options,
      uri: proxy.url.href,
      token: proxy.authorization,
      requestTls: tls,
      proxyTls: tls,
      // A proxy that takes the connection and then never opens the tunnel is a connect timeout too.
      clientFactory: (origin, proxyOptions) =>
        new Pool(origin, { ...proxyOptions, headersTimeout: connectTimeoutMs }),
    });
  }

  #systemCertificates(): readonly string[] {
    try {
      return this.#loadSystemCertificates();
    } catch (error) {
      this.#log.warn(`the system's certificates cannot be read: ${String(error)}`);
      return [];
    }
  }
}
