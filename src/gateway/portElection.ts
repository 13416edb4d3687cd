import type { GatewayPhase } from '../protocol/status.ts';
import type { Log } from './log.ts';
import type { PortHolder } from './portHolder.ts';

/** What is bound to the port: the HTTP server, as far as the election needs it. */
export interface PortServer {
  /** Rejects with an error whose `code` is `EADDRINUSE` when the port is taken. */
  listen(host: string, port: number): Promise<{ readonly port: number }>;
  /** Stops accepting connections; running answers go on. */
  stopAccepting(): void;
}

export interface PortElectionOptions<Server extends PortServer> {
  readonly createServer: () => Server;
  readonly identify: (host: string, port: number) => Promise<PortHolder>;
  readonly onPhase: (phase: GatewayPhase) => void;
  readonly log: Log;
  /** Between two tries for a taken port. */
  readonly retryMs?: number;
}

/**
 * Binding the port is the election: the kernel lets one process have it and frees it when that process ends. Who loses
 * looks once at who won, then tries again every second.
 */
export class PortElection<Server extends PortServer> {
  readonly #options: PortElectionOptions<Server>;
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Raised by every start and stop, so that an older try in flight knows that it is over. */
  #round = 0;

  constructor(options: PortElectionOptions<Server>) {
    this.#options = options;
  }

  /** The server that holds the port, when this process won it. */
  get server(): Server | undefined {
    return this.#server;
  }

  /** Begins to try for an address, giving up another one first; running answers there go on. */
  async stand(host: string, port: number): Promise<void> {
    this.withdraw();
    const round = this.#round;
    let holder: PortHolder | undefined;
    const attempt = async (): Promise<void> => {
      if (round !== this.#round) return;
      const server = this.#options.createServer();
      try {
        const bound = await server.listen(host, port);
        if (round !== this.#round) {
          server.stopAccepting();
          return;
        }
        this.#server = server;
        this.#options.log.info(`listening on ${host}:${bound.port}`);
        this.#options.onPhase({ phase: 'listening', host, port: bound.port });
      } catch (error) {
        if (round !== this.#round) return;
        if (!isAddressInUse(error)) {
          const message = error instanceof Error ? error.message : String(error);
          this.#options.log.error(`cannot listen on ${host}:${port}: ${message}`);
          this.#options.onPhase({ phase: 'refused', message });
          return;
        }
        // A stranger may leave and a Muxgate take its place, so a stranger is asked again at every try.
        if (holder?.kind !== 'muxgate') holder = await this.#options.identify(host, port);
        if (round !== this.#round) return;
        this.#options.onPhase(phaseOf(holder, port));
        this.#timer = setTimeout(() => void attempt(), this.#options.retryMs ?? 1000);
      }
    };
    await attempt();
  }

  /** Frees the port at once; running answers go on. */
  withdraw(): void {
    this.#round++;
    clearTimeout(this.#timer);
    this.#server?.stopAccepting();
    this.#server = undefined;
  }
}

function phaseOf(holder: PortHolder, port: number): GatewayPhase {
  return holder.kind === 'muxgate'
    ? { phase: 'served-elsewhere', port, version: holder.version }
    : { phase: 'port-taken', port, by: holder.description };
}

/** Whether an error says that the port is taken. */
export function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
