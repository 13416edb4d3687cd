import type { ConfigScope } from '../../config/configScope.ts';
import { saveLastGoodConfig } from '../../config/lastGoodConfig.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import { systemClock, wait } from '../exchange/clock.ts';
import { GatewayServer } from '../http/gatewayServer.ts';
import type { MessagePort } from '../editorLine/editorLink.ts';
import { acceptLink, type FollowerLink, type LinkHost } from '../link/acceptLink.ts';
import { createLog, type Log, mostTalkative } from '../log.ts';
import { AwaitedWindows } from './awaitedWindows.ts';
import { WindowGateways } from './windowGateways.ts';
import { WindowSession, type WindowSessionOptions } from './windowSession.ts';

export interface GatewayHostOptions {
  readonly version: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly link: LinkHost;
  /** The window of a newer version asks for the port. */
  readonly onYield: (link: FollowerLink) => void;
}

/** A gateway together with the windows that it serves: the one of this process, and those linked to it. */
export class GatewayHost {
  readonly #options: GatewayHostOptions;
  readonly #log: Log;
  readonly #gateways: WindowGateways;
  readonly #servers = new Set<GatewayServer>();
  readonly #sessions = new Set<WindowSession>();
  /** With the server that each came through, and its window once that has said something. */
  readonly #links = new Map<
    FollowerLink,
    { readonly server: GatewayServer; readonly session?: WindowSession }
  >();
  readonly #awaited = new AwaitedWindows(systemClock);
  #own: WindowSession | undefined;
  #phase: GatewayPhase = { phase: 'starting' };

  constructor(options: GatewayHostOptions) {
    this.#options = options;
    this.#log = createLog(
      (level, message) => this.#tell((session) => session.log(level, message)),
      () => mostTalkative([...this.#sessions].map(({ logLevel = 'info' }) => logLevel)),
    );
    this.#gateways = new WindowGateways({
      ...options,
      log: this.#log,
      now: Date.now,
      onChange: () => this.#tell((session) => session.countsChanged()),
      onLoginRenewed: (gateway, login) => {
        this.#tell((session) => {
          if (this.#gateways.of(session) === gateway) session.send({ type: 'login-renewed', ...login });
        });
      },
    });
  }

  /** Takes the window of this process. */
  openOwn(port: MessagePort): void {
    this.#own = new WindowSession({
      ...this.#sessionOptions(port, () => this.#options.env),
      phase: () => this.#phase,
      isOwn: true,
      onGoodConfiguration: (scopes) => this.#keepGoodConfiguration(scopes),
      onReady: () => this.#tellWindows(),
    });
    this.#sessions.add(this.#own);
  }

  /** A server for the agents, on which other windows link themselves to this gateway. */
  createServer(): GatewayServer {
    const server: GatewayServer = new GatewayServer(
      this.#gateways.services(() => this.#awaited.settled()),
      {
        onLink: async (socket, head, port) => {
          const link = await acceptLink(socket, head, port, this.#options.link);
          // Who has just come through a port that is free again looks for the next gateway at once.
          if (server.isStopped) link?.close();
          else if (link !== undefined) this.#take(link, server);
        },
      },
    );
    this.#servers.add(server);
    return server;
  }

  /**
   * Requests wait for these windows, a moment at most.
   * @param ids the windows that were linked to the gateway that had the port before
   * @param returning the window of that gateway itself, when it comes back
   */
  awaitWindows(ids: readonly string[], returning?: string): void {
    this.#awaited.expect(ids, returning);
    for (const { readyId } of this.#sessions) if (readyId !== undefined) this.#awaited.arrived(readyId);
  }

  /** How the gateway stands, for the status of all windows. */
  setPhase(phase: GatewayPhase): void {
    if (JSON.stringify(phase) === JSON.stringify(this.#phase)) return;
    this.#phase = phase;
    this.#tell((session) => session.statusChanged());
  }

  /** The port is free: linked windows find their next gateway. */
  tellLeaving(): void {
    for (const link of this.#links.keys()) link.send({ kind: 'leaving' });
  }

  /** Frees the port of a server. Windows that came through it find their next gateway; what runs comes to its end, for `timeoutMs` at most. */
  async freePort(server: GatewayServer, timeoutMs: number): Promise<void> {
    server.stopAccepting();
    const linked = [...this.#links].filter(([, through]) => through.server === server);
    for (const [link] of linked) link.send({ kind: 'leaving' });
    await this.#within(timeoutMs, [
      server.drain(timeoutMs),
      ...linked.flatMap(([, { session }]) => session?.idle() ?? []),
    ]);
    for (const [link] of linked) link.close();
  }

  /**
   * Lets everything that is running end, for `timeoutMs` at most; the port is free already. Linked windows find their next gateway.
   * @param isAlone the editor of this process has gone: nobody waits for what it asked
   */
  async leave(timeoutMs: number, isAlone: boolean): Promise<void> {
    this.tellLeaving();
    if (isAlone) this.#own?.close();
    await this.#within(timeoutMs, [
      ...[...this.#servers].map((server) => server.drain(timeoutMs)),
      ...[...this.#sessions].map((session) => session.idle()),
    ]);
    this.#gateways.core.database.flush();
    for (const session of this.#sessions) session.close();
    for (const link of this.#links.keys()) link.close();
    await Promise.all([...this.#servers].map((server) => server.close()));
    await this.#gateways.close();
  }

  /** Resolves when all of it is done, or the time is over. */
  async #within(timeoutMs: number, work: readonly Promise<void>[]): Promise<void> {
    const timeout = new AbortController();
    await Promise.race([
      Promise.all(work),
      wait(systemClock, timeoutMs, timeout.signal).catch(() => undefined),
    ]);
    timeout.abort();
  }

  #take(link: FollowerLink, server: GatewayServer): void {
    const { program } = link;
    this.#links.set(link, { server });
    this.#log.info(`a window with Muxgate ${program.version} has joined`);
    let session: WindowSession | undefined;
    let env: NodeJS.ProcessEnv = this.#options.env;
    const listeners: ((message: unknown) => void)[] = [];
    const port: MessagePort = {
      send: (message) => link.send({ kind: 'gateway', message }),
      onMessage: (listener) => listeners.push(listener),
    };
    link.onMessage((message) => {
      switch (message.kind) {
        case 'environment':
          env = { ...env, ...withoutNulls(message.variables) };
          return;
        case 'editor':
          if (session === undefined) {
            session = this.#openLinked(port, () => env);
            this.#links.set(link, { server, session });
          }
          for (const listener of listeners) listener(message.message);
          return;
        case 'yield':
          this.#tellWindows();
          this.#options.onYield(link);
      }
    });
    link.onClose(() => {
      this.#links.delete(link);
      if (session === undefined) return;
      session.close();
      this.#sessions.delete(session);
      this.#tellWindows();
      this.#log.info('a window has left');
    });
  }

  #openLinked(port: MessagePort, env: () => NodeJS.ProcessEnv): WindowSession {
    const options = this.#sessionOptions(port, env);
    const session: WindowSession = new WindowSession({
      ...options,
      phase: () => elsewhere(this.#phase),
      isOwn: false,
      onReady: () => {
        if (session.readyId !== undefined) this.#awaited.arrived(session.readyId);
        this.#tellWindows();
      },
    });
    this.#sessions.add(session);
    return session;
  }

  /** Whoever takes over knows then whom to wait for. */
  #tellWindows(): void {
    const linked = [...this.#sessions].filter((session) => session !== this.#own);
    const ids = linked.map(({ readyId }) => readyId).filter((id) => id !== undefined);
    const ownId = this.#own?.readyId;
    const own = ownId === undefined ? {} : { own: { id: ownId, editorPid: process.ppid } };
    for (const link of this.#links.keys()) link.send({ kind: 'windows', ids, ...own });
  }

  #sessionOptions(
    port: MessagePort,
    env: () => NodeJS.ProcessEnv,
  ): Pick<WindowSessionOptions, 'gateways' | 'port' | 'env' | 'log'> {
    return { gateways: this.#gateways, port, env, log: this.#log };
  }

  #keepGoodConfiguration(scopes: readonly ConfigScope[]): void {
    const own = scopes.filter((scope) => scope.kind === 'user');
    saveLastGoodConfig(this.#options.dataDir, own).catch((error: unknown) => {
      this.#log.warn(`the last good configuration could not be kept: ${String(error)}`);
    });
  }

  #tell(each: (session: WindowSession) => void): void {
    for (const session of this.#sessions) each(session);
  }
}

/** The same, as a window sees it that another one serves. */
function elsewhere(phase: GatewayPhase): GatewayPhase {
  return phase.phase === 'listening' ? { ...phase, elsewhere: true } : phase;
}

/** The variables that are set; the others are taken away by `undefined`. */
function withoutNulls(variables: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? undefined]));
}
