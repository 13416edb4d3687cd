import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { GatewayServices } from '../exchange/services.ts';
import { linkAuthority } from '../link/linkMessages.ts';
import { checkAccess } from './access/checkAccess.ts';
import { createConnectionCallers } from './access/connectionCallers.ts';
import { type ConnectionOwners, createConnectionOwners } from './access/connectionOwners.ts';
import { assertMayListen, bindPort } from './bindPort.ts';
import type { Listening } from './listenOnHost.ts';
import { answerProtocolError, type OpenRequest } from './protocolErrors.ts';
import { RequestHandler } from './requestHandler.ts';
import { defaultServerLimits, type ServerLimits } from './serverLimits.ts';

export interface GatewayServerOptions {
  readonly limits?: Partial<ServerLimits>;
  /** Tells whose connection it is; by default from /proc on Linux. */
  readonly owners?: ConnectionOwners;
  /** Takes a connection for which another window's gateway has called; by default there are none. Never rejects. */
  readonly onLink?: (socket: Duplex, head: Buffer, localPort: number) => Promise<void>;
}

/** The HTTP server of the gateway on one address: listens, serves, and ends without cutting running answers. */
export class GatewayServer {
  readonly #services: GatewayServices;
  readonly #limits: ServerLimits;
  readonly #owners: ConnectionOwners | undefined;
  readonly #handler: RequestHandler;
  readonly #onLink: GatewayServerOptions['onLink'];
  /** How many requests are being answered. */
  #running = 0;
  /** Called when none is any more. */
  #onIdle: readonly (() => void)[] = [];
  /** The last answer on each connection. */
  readonly #answers = new WeakMap<Duplex, ServerResponse>();
  #servers: readonly Server[] = [];
  #stopped = false;

  constructor(services: GatewayServices, options: GatewayServerOptions = {}) {
    this.#services = services;
    this.#limits = { ...defaultServerLimits, ...options.limits };
    this.#owners = options.owners ?? createConnectionOwners();
    this.#handler = new RequestHandler({
      services,
      limits: this.#limits,
      owners: this.#owners,
      callers: createConnectionCallers(),
    });
    this.#onLink = options.onLink;
  }

  /**
   * Listens, on the default host on all of loopback (listenOnHost.ts). Resolves with the port; throws GatewayListenError,
   * with code `KEYS_NEEDED` for an address beyond loopback without access keys.
   */
  async listen(host: string, port: number): Promise<{ readonly port: number }> {
    assertMayListen(host, this.#services.config());
    const bound = await bindPort(host, port, this.#limits);
    this.serve(bound);
    return { port: bound.port };
  }

  /** Serves on a port that was bound already. */
  serve(bound: Listening): void {
    this.#servers = bound.servers;
    for (const server of bound.servers) this.#attachTo(server);
    if (this.#stopped) this.stopAccepting();
  }

  /** Whether it takes no connections any more. */
  get isStopped(): boolean {
    return this.#stopped;
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
    await Promise.race([this.#idle(), timeout]);
    cancel();
  }

  /** Ends everything at once, running answers too. */
  async close(): Promise<void> {
    this.stopAccepting();
    for (const server of this.#servers) server.closeAllConnections();
    await this.#idle();
  }

  #attachTo(server: Server): void {
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
      answerProtocolError(error, socket, this.#services.randomId(), this.#openRequest(socket));
    });
    server.on('error', (error) => {
      if (server.listening) this.#services.log.error(`the server failed: ${error.message}`);
    });
    if (this.#onLink !== undefined) {
      server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        void this.#link(request, socket, head);
      });
    }
  }

  /** Another window's gateway calls; what else is asked for with CONNECT ends. */
  async #link(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      if (this.#stopped || request.url !== linkAuthority) throw new Error('nothing is tunnelled');
      const question = { request, query: new URLSearchParams(), needsKey: false };
      await checkAccess(question, this.#services.config(), this.#owners);
    } catch {
      socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    await this.#onLink?.(socket, head, request.socket.localPort ?? 0);
  }

  #handle(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    if (this.#stopped) response.setHeader('connection', 'close');
    this.#answers.set(request.socket, response);
    this.#running++;
    void this.#handler.handle(request, response, expectsContinue).then(this.#onHandled);
  }

  readonly #onHandled = (): void => {
    this.#running--;
    if (this.#stopped) for (const server of this.#servers) server.closeIdleConnections();
    if (this.#running > 0) return;
    const listeners = this.#onIdle;
    this.#onIdle = [];
    for (const listener of listeners) listener();
  };

  /** Resolves when nothing is being answered. */
  #idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = [...this.#onIdle, resolve];
    });
  }

  /** The request on a connection that has no whole answer yet. */
  #openRequest(socket: Duplex): OpenRequest | undefined {
    const response = this.#answers.get(socket);
    return response === undefined || response.destroyed ? undefined : { request: response.req, response };
  }
}
