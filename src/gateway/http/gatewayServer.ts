import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { GatewayServices } from '../exchange/services.ts';
import { isLoopbackAddress } from './access/allowedHost.ts';
import { type ConnectionOwners, createConnectionOwners } from './access/connectionOwners.ts';
import { GatewayListenError } from './gatewayListenError.ts';
import { listenOnHost } from './listenOnHost.ts';
import { answerProtocolError, type OpenRequest } from './protocolErrors.ts';
import { RequestHandler } from './requestHandler.ts';
import { defaultServerLimits, maxHeaderBytes, type ServerLimits } from './serverLimits.ts';

export interface GatewayServerOptions {
  readonly limits?: Partial<ServerLimits>;
  /** Tells whose connection it is; by default from /proc on Linux. */
  readonly owners?: ConnectionOwners;
}

/** The HTTP server of the gateway on one address: listens, serves, and ends without cutting running answers. */
export class GatewayServer {
  readonly #services: GatewayServices;
  readonly #limits: ServerLimits;
  readonly #owners: ConnectionOwners | undefined;
  readonly #handler: RequestHandler;
  readonly #running = new Set<Promise<void>>();
  /** What is being answered on a connection. */
  readonly #answering = new WeakMap<Duplex, OpenRequest>();
  #servers: readonly Server[] = [];
  #stopped = false;

  constructor(services: GatewayServices, options: GatewayServerOptions = {}) {
    this.#services = services;
    this.#limits = { ...defaultServerLimits, ...options.limits };
    this.#owners = options.owners ?? createConnectionOwners();
    this.#handler = new RequestHandler({ services, limits: this.#limits, owners: this.#owners });
  }

  /**
   * Listens, on the default host on all of loopback (listenOnHost.ts). Resolves with the port; throws GatewayListenError,
   * with code `KEYS_NEEDED` for an address beyond loopback without access keys.
   */
  async listen(host: string, port: number): Promise<{ readonly port: number }> {
    if (host !== 'localhost' && !isLoopbackAddress(host) && this.#services.config().accessKeys.length === 0) {
      throw new GatewayListenError(
        'KEYS_NEEDED',
        `${host} can be reached from other machines: set accessKeys first, or use 127.0.0.1.`,
      );
    }
    const listening = await listenOnHost(() => this.#createServer(), host, port);
    this.#servers = listening.servers;
    if (this.#stopped) this.stopAccepting();
    return { port: listening.port };
  }

  /** Frees the port at once; running answers go on. */
  stopAccepting(): void {
    this.#stopped = true;
    for (const server of this.#servers) {
      server.close();
      server.closeIdleConnections();
    }
  }

  /** Stops accepting and resolves when the running answers have ended, after `timeoutMs` at the latest. */
  async drain(timeoutMs: number): Promise<void> {
    this.stopAccepting();
    let cancel = (): void => undefined;
    const timeout = new Promise<void>((resolve) => {
      cancel = this.#services.clock.after(timeoutMs, resolve);
    });
    await Promise.race([Promise.all(this.#running), timeout]);
    cancel();
  }

  /** Ends everything at once, running answers too. */
  async close(): Promise<void> {
    this.stopAccepting();
    for (const server of this.#servers) server.closeAllConnections();
    await Promise.all(this.#running);
  }

  #createServer(): Server {
    const { keepAliveTimeoutMs, headersTimeoutMs, bodyTimeoutMs, checkIntervalMs } = this.#limits;
    const server = createServer({
      keepAliveTimeout: keepAliveTimeoutMs,
      headersTimeout: headersTimeoutMs,
      // Bodies are watched by readBody.ts, which can answer in the client's protocol; this one is behind it.
      requestTimeout: bodyTimeoutMs + headersTimeoutMs,
      connectionsCheckingInterval: checkIntervalMs,
      maxHeaderSize: maxHeaderBytes,
      noDelay: true,
    });
    server.on('connection', (socket: Socket) => {
      this.#owners?.watch(socket);
    });
    server.on('request', (request, response) => {
      this.#handle(request, response, false);
    });
    server.on('checkContinue', (request, response) => {
      this.#handle(request, response, true);
    });
    server.on('clientError', (error: Error, socket) => {
      answerProtocolError(error, socket, this.#services.randomId(), this.#answering.get(socket));
    });
    server.on('error', (error) => {
      if (server.listening) this.#services.log.error(`the server failed: ${error.message}`);
    });
    return server;
  }

  #handle(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    if (this.#stopped) response.setHeader('connection', 'close');
    this.#answering.set(request.socket, { request, response });
    response.on('close', () => this.#answering.delete(request.socket));
    const running = this.#handler.handle(request, response, expectsContinue).finally(() => {
      this.#running.delete(running);
      if (this.#stopped) for (const server of this.#servers) server.closeIdleConnections();
    });
    this.#running.add(running);
  }
}
