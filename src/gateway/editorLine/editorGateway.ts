import { dataDirOf } from '../../config/dataDir.ts';
import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { resolveConfig } from '../../config/resolveConfig.ts';
import {
  configureSchema,
  helloSchema,
  keysSchema,
  type ConfigureMessage,
  type KeysMessage,
} from '../../protocol/gatewayMessages.ts';
import { protocolVersion } from '../../protocol/version.ts';
import type { MessagePort } from './editorLink.ts';
import { callLeader, type LeaderLink } from '../link/callLeader.ts';
import { compareVersions } from '../link/compareVersions.ts';
import { instanceSecret } from '../link/instanceSecret.ts';
import type { LeaderWindow, Program } from '../link/linkMessages.ts';
import { assertMayListen, bindPort } from '../http/bindPort.ts';
import { createLog, type Log } from '../log.ts';
import { EditorLine, type LineMessage, type ServingGateway } from './editorLine.ts';
import { GatewayHost } from '../windows/gatewayHost.ts';
import { isRunning } from '../windows/isRunning.ts';
import { namedValues } from '../windows/namedVariables.ts';
import { PortElection, type PortMeeting, type WonPort } from '../windows/portElection.ts';
import { foreignMuxgate, identifyPortHolder } from '../windows/portHolder.ts';
import { writtenScopes } from '../windows/writtenScopes.ts';

/** How long running answers may go on after the editor has gone. */
const leaveTimeoutMs = 600_000;
/** How long an older version may take to free the port. */
const yieldTimeoutMs = 2000;

export interface EditorGatewayOptions {
  readonly port: MessagePort;
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
}

/** The process that an editor window talks to: the gateway itself, or the way to that of another window. */
export interface EditorGateway {
  /** Frees the port at once and resolves when the running answers have ended. */
  leave(): Promise<void>;
}

/** Starts the process of an editor window: it stands for the port as soon as the first configuration has come. */
export function createEditorGateway(options: EditorGatewayOptions): EditorGateway {
  return new EditorProcess(options);
}

class EditorProcess implements EditorGateway {
  readonly #options: EditorGatewayOptions;
  readonly #log: Log;
  readonly #line: EditorLine;
  readonly #election: PortElection;
  /** Those that have left and let running answers end. */
  readonly #leaving = new Set<Promise<void>>();
  #dataDir: string;
  #configure: ConfigureMessage | undefined;
  #keys: KeysMessage | undefined;
  #config: EffectiveConfig | undefined;
  #address = '';
  /** To gateways that serve this window, or still answer what it asked. */
  readonly #links = new Set<LeaderLink>();
  /** The windows of the gateway that is followed, or was until now. */
  #linkedWindows: readonly string[] = [];
  /** The window of that gateway itself, when it comes back: the gateway crashed and the window lives, or gave the port to a newer one. */
  #returning: string | undefined;
  /** The gateway of this process; undefined while another window's is followed. */
  #host: GatewayHost | undefined;

  constructor(options: EditorGatewayOptions) {
    this.#options = options;
    this.#dataDir = dataDirOf(options.env);
    this.#log = createLog(
      (level, message) => options.port.send({ type: 'log', level, message }),
      () => this.#config?.logLevel ?? 'info',
    );
    this.#election = new PortElection({
      win: (host, port) => this.#win(host, port),
      meet: (host, port) => this.#meet(host, port),
      onPhase: (phase) => this.#requireHost().setPhase(phase),
      log: this.#log,
    });
    this.#line = new EditorLine(options.port, (message) => this.#introduced(message));
  }

  async leave(): Promise<void> {
    this.#election.withdraw();
    // The window has gone: whoever serves it forgets it now.
    for (const link of this.#links) link.close();
    this.#letHostGo(true);
    await Promise.all(this.#leaving);
  }

  /** The editor has told something that a gateway has to know of its window. */
  #introduced(message: LineMessage): void {
    switch (message.type) {
      case 'hello': {
        const hello = helloSchema.safeParse(message);
        this.#dataDir = hello.data?.dataDir ?? this.#dataDir;
        return;
      }
      case 'configure':
        this.#configure = configureSchema.safeParse(message).data;
        for (const link of this.#links) this.#sendEnvironment(link);
        break;
      case 'keys':
        this.#keys = keysSchema.safeParse(message).data;
        break;
      default:
        return;
    }
    // The line passes it on first.
    queueMicrotask(() => this.#stand());
  }

  /** Stands for the port that the settings ask for, when that has changed. */
  #stand(): void {
    if (this.#configure === undefined || this.#keys === undefined) return;
    this.#config = resolveConfig(writtenScopes(this.#configure.scopes), {
      env: this.#options.env,
      trusted: this.#configure.trusted,
      confirmedWorkspaces: this.#configure.confirmedWorkspaces,
      extraAccessKeys: this.#keys.accessKeys,
    });
    const { host, port } = this.#config;
    const address = `${host} ${port}`;
    if (address === this.#address) return;
    this.#address = address;
    this.#linkedWindows = [];
    this.#returning = undefined;
    void this.#election.stand(host, port);
  }

  async #win(host: string, port: number): Promise<WonPort> {
    if (this.#config !== undefined) assertMayListen(host, this.#config);
    const bound = await bindPort(host, port);
    // What connects from now on waits until the gateway is made.
    const gateway = this.#requireHost();
    gateway.awaitWindows(this.#linkedWindows, this.#returning);
    const server = gateway.createServer();
    server.serve(bound);
    return { port: bound.port, free: () => void gateway.freePort(server, leaveTimeoutMs) };
  }

  /** The gateway of this process, made when it is first needed. */
  #requireHost(): GatewayHost {
    if (this.#host !== undefined) return this.#host;
    const { version, env } = this.#options;
    const host = new GatewayHost({
      version,
      env,
      dataDir: this.#dataDir,
      link: { program: this.#program, headless: false, secret: this.#secret },
      onYield: ({ program }) => this.#yieldTo(program),
    });
    this.#host = host;
    const listeners: ((message: LineMessage) => void)[] = [];
    const toGateway: ((message: unknown) => void)[] = [];
    host.openOwn({
      send: (message) => {
        for (const listener of listeners) listener(message);
      },
      onMessage: (listener) => toGateway.push(listener),
    });
    this.#line.serveWith({
      send: (message) => {
        for (const listener of toGateway) listener(message);
      },
      onMessage: (listener) => listeners.push(listener),
    });
    return host;
  }

  /** Whoever holds the port: followed when it is the gateway of another window of ours. */
  async #meet(host: string, port: number): Promise<PortMeeting> {
    const holder = await identifyPortHolder(host, port);
    if (holder.kind === 'other') return { kind: 'foreign', by: holder.taker };
    const link = await callLeader(host, port, { program: this.#program, secret: this.#secret });
    if (link === undefined) return { kind: 'foreign', by: foreignMuxgate(holder) };
    const order = compareVersions(this.#program, link.program);
    if (order > 0 && !link.headless && (await this.#hasYielded(link))) return { kind: 'left' };
    const sameProtocol = link.program.protocolVersion === protocolVersion;
    if (!link.headless && sameProtocol) return this.#follow(link);
    return {
      kind: 'apart',
      version: link.program.version,
      why: link.headless
        ? `\`muxgate serve\` has port ${port} and answers by its own configuration, not by this window's.`
        : `A window with Muxgate ${link.program.version} has port ${port}, which this one (${this.#options.version}) cannot join: reload the windows, so that all have the same version.`,
      gone: new Promise((resolve) => {
        link.onClose(resolve);
        link.onMessage(({ kind }) => {
          if (kind === 'leaving') resolve();
        });
      }),
      leave: () => link.close(),
    };
  }

  /** Asks an older version for the port. */
  #hasYielded(link: LeaderLink): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
      }, yieldTimeoutMs);
      const left = (): void => {
        clearTimeout(timer);
        resolve(true);
        link.close();
      };
      link.onClose(left);
      link.onMessage((message) => {
        if (message.kind === 'windows') {
          this.#linkedWindows = message.ids;
          this.#returning = message.own?.id;
        } else if (message.kind === 'leaving') left();
      });
      link.send({ kind: 'yield' });
    });
  }

  /** Gives the window to the gateway at the other end of a link, until that leaves or is gone. */
  #follow(link: LeaderLink): PortMeeting {
    const listeners: ((message: LineMessage) => void)[] = [];
    const leader: ServingGateway = {
      send: (message) => link.send({ kind: 'editor', message }),
      onMessage: (listener) => listeners.push(listener),
    };
    this.#links.add(link);
    this.#returning = undefined;
    let hasLeft = false;
    let window: LeaderWindow | undefined;
    const gone = new Promise<void>((resolve) => {
      link.onClose(() => {
        this.#links.delete(link);
        // Whose window closes says that it leaves; a killed gateway says nothing, and its window may live.
        if (!hasLeft && window !== undefined && isRunning(window.editorPid)) this.#returning = window.id;
        this.#line.lost(leader);
        resolve();
      });
      link.onMessage((message) => {
        switch (message.kind) {
          case 'gateway':
            for (const listener of listeners) listener(message.message as LineMessage);
            return;
          case 'windows':
            // Whoever leaves is left by all of them, and says so.
            if (hasLeft) return;
            this.#linkedWindows = message.ids;
            window = message.own;
            return;
          case 'leaving':
            hasLeft = true;
            this.#line.pause(leader);
            resolve();
        }
      });
    });
    this.#letHostGo(false);
    this.#sendEnvironment(link);
    this.#line.serveWith(leader);
    this.#log.info(`the window with process ${process.ppid} is served by another window's gateway`);
    return {
      kind: 'followed',
      gone,
      leave: () => {
        this.#line.pause(leader);
        this.#line.whenDoneWith(leader, () => link.close());
      },
    };
  }

  /** The variables that the settings name are this window's, not those of the process that serves it. */
  #sendEnvironment(link: LeaderLink): void {
    const variables = namedValues(this.#configure?.scopes, this.#options.env);
    link.send({ kind: 'environment', variables });
  }

  /** A newer version has asked for the port: it gets it, and this one follows it then. */
  #yieldTo(program: Program): void {
    if (compareVersions(program, this.#program) <= 0 || this.#config === undefined) return;
    this.#log.info(`the port goes to a window with Muxgate ${program.version}, which is newer`);
    this.#election.yieldPort(this.#config.host, this.#config.port);
    this.#host?.tellLeaving();
  }

  #letHostGo(isAlone: boolean): void {
    const host = this.#host;
    if (host === undefined) return;
    this.#host = undefined;
    const leaving = host.leave(leaveTimeoutMs, isAlone).finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  get #program(): Program {
    return { version: this.#options.version, protocolVersion };
  }

  readonly #secret = (): Promise<Buffer> => instanceSecret(this.#dataDir);
}
