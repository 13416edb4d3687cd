import { saveLastGoodConfig } from '../../config/lastGoodConfig.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import { systemClock, wait } from '../exchange/clock.ts';
import { Gateway } from '../gateway.ts';
import type { GatewayServer } from '../http/gatewayServer.ts';
import type { MessagePort } from '../editorLink.ts';
import { acceptLink, type FollowerLink, type LinkHost } from '../link/acceptLink.ts';
import { createLog, type Log } from '../log.ts';
import { type ConfiguredWindow, WindowSession } from './windowSession.ts';

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
  readonly gateway: Gateway;
  readonly #options: GatewayHostOptions;
  readonly #log: Log;
  readonly #sessions = new Set<WindowSession>();
  readonly #links = new Set<FollowerLink>();
  #own: WindowSession | undefined;
  #phase: GatewayPhase = { phase: 'starting' };

  constructor(options: GatewayHostOptions) {
    this.#options = options;
    this.#log = createLog(
      (level, message) => this.#tell((session) => session.send({ type: 'log', level, message })),
      () => this.#own?.config?.logLevel ?? 'info',
    );
    this.gateway = new Gateway({
      ...options,
      log: this.#log,
      now: Date.now,
      onChange: () => this.#tell((session) => session.statusChanged()),
      onLoginRenewed: (login) => this.#tell((session) => session.send({ type: 'login-renewed', ...login })),
    });
  }

  /** Takes the window of this process. */
  openOwn(port: MessagePort): WindowSession {
    this.#own = this.#open(
      port,
      this.#options.env,
      () => this.#phase,
      (configured) => this.#configure(configured),
    );
    return this.#own;
  }

  /** A server for the agents, on which other windows link themselves to this gateway. */
  createServer(): GatewayServer {
    return this.gateway.createServer({
      onLink: async (socket, head, port) => {
        const link = await acceptLink(socket, head, port, this.#options.link);
        if (link !== undefined) this.#take(link);
      },
    });
  }

  /** How the gateway stands, for the status of all windows. */
  setPhase(phase: GatewayPhase): void {
    if (JSON.stringify(phase) === JSON.stringify(this.#phase)) return;
    this.#phase = phase;
    this.#tell((session) => session.statusChanged());
  }

  /** The port is free: linked windows find their next gateway. */
  tellLeaving(): void {
    for (const link of this.#links) link.send({ kind: 'leaving' });
  }

  /**
   * Lets everything that is running end, for `timeoutMs` at most; the port is free already. Linked windows find their next gateway.
   * @param isAlone the editor of this process has gone: nobody waits for what it asked
   */
  async leave(timeoutMs: number, isAlone: boolean): Promise<void> {
    this.tellLeaving();
    if (isAlone) this.#own?.close();
    const timeout = new AbortController();
    await Promise.race([
      Promise.all([this.gateway.drain(timeoutMs), ...[...this.#sessions].map((session) => session.idle())]),
      wait(systemClock, timeoutMs, timeout.signal).catch(() => undefined),
    ]);
    timeout.abort();
    for (const session of this.#sessions) session.close();
    for (const link of this.#links) link.close();
    await this.gateway.close();
  }

  #take(link: FollowerLink): void {
    const { program } = link;
    this.#links.add(link);
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
          session ??= this.#open(
            port,
            env,
            () => elsewhere(this.#phase),
            () => undefined,
          );
          for (const listener of listeners) listener(message.message);
          return;
        case 'yield':
          this.#options.onYield(link);
      }
    });
    link.onClose(() => {
      this.#links.delete(link);
      if (session === undefined) return;
      session.close();
      this.#sessions.delete(session);
      this.#log.info('a window has left');
    });
  }

  #open(
    port: MessagePort,
    env: NodeJS.ProcessEnv,
    phase: () => GatewayPhase,
    onConfigured: (configured: ConfiguredWindow) => void,
  ): WindowSession {
    const session = new WindowSession({
      gateway: this.gateway,
      port,
      env,
      phase,
      log: this.#log,
      onConfigured,
    });
    this.#sessions.add(session);
    return session;
  }

  #configure({ config, proxy, keys, scopes }: ConfiguredWindow): void {
    this.gateway.configure(config, proxy);
    this.gateway.setKeys(keys);
    if (config.problems.some((problem) => problem.severity === 'error')) return;
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
