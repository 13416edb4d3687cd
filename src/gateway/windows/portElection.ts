import type { PortTaker } from '../../protocol/portTaker.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import type { Log } from '../log.ts';

/** A port that this process has won. */
export interface WonPort {
  readonly port: number;
  /** Stops accepting connections; running answers go on. */
  free(): void;
}

/** Who holds the port, and what became of meeting him. */
export type PortMeeting =
  /** The gateway of another window, which this one follows now. `gone`: it has left, or the connection to it has ended. */
  | { readonly kind: 'followed'; readonly gone: Promise<void>; readonly leave: () => void }
  /** A Muxgate of ours that this one cannot follow. */
  | {
      readonly kind: 'apart';
      readonly version: string;
      readonly why: string;
      readonly gone: Promise<void>;
      readonly leave: () => void;
    }
  | { readonly kind: 'foreign'; readonly by?: PortTaker }
  /** It was one of ours, and has freed the port. */
  | { readonly kind: 'left' };

export interface PortElectionOptions {
  /** Takes the port and serves on it. Rejects with an error whose `code` is `EADDRINUSE` when it is taken. */
  readonly win: (host: string, port: number) => Promise<WonPort>;
  /** Never rejects. */
  readonly meet: (host: string, port: number) => Promise<PortMeeting>;
  /** Not while another window is followed: its gateway says how it stands. */
  readonly onPhase: (phase: GatewayPhase) => void;
  readonly log: Log;
  /** Between two tries for a port that a stranger has. */
  readonly retryMs?: number;
}

/** The winner of a takeover may not be ready to be followed yet: so long, and so often, it is met again. */
const settlingMs = 2000;
const settlingRetryMs = 25;

/**
 * Binding the port is the election: the kernel lets one process have it and frees it when that process ends. Who loses to
 * another window of ours follows it, and tries again as soon as it is gone; for a stranger's port every second.
 */
export class PortElection {
  readonly #options: PortElectionOptions;
  #won: WonPort | undefined;
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Raised by every start and stop, so that an older try in flight knows that it is over. */
  #round = 0;

  constructor(options: PortElectionOptions) {
    this.#options = options;
  }

  /** Whether this process holds the port. */
  get hasWon(): boolean {
    return this.#won !== undefined;
  }

  /** Begins to try for an address, giving up another one first; running answers there go on. Resolves after the first try. */
  async stand(host: string, port: number): Promise<void> {
    this.withdraw();
    await this.#attempt(this.#round, host, port, 0);
  }

  /** Leaves the port to a newer version that has asked for it, and stands again when that had its time to bind. */
  yieldPort(host: string, port: number): void {
    this.withdraw();
    const round = this.#round;
    this.#timer = setTimeout(() => void this.#attempt(round, host, port, Date.now()), settlingMs / 4);
  }

  /** Frees the port at once, and follows nobody any more; running answers go on. */
  withdraw(): void {
    this.#round++;
    clearTimeout(this.#timer);
    this.#won?.free();
    this.#won = undefined;
    this.#leave?.();
    this.#leave = undefined;
  }

  /** @param goneAtMs when who held the port has left; 0: not known to have */
  async #attempt(round: number, host: string, port: number, goneAtMs: number): Promise<void> {
    if (round !== this.#round) return;
    const { win, meet, onPhase, log, retryMs = 1000 } = this.#options;
    try {
      const won = await win(host, port);
      if (round !== this.#round) {
        won.free();
        return;
      }
      this.#won = won;
      log.info(`listening on ${host}:${won.port}`);
      onPhase({ phase: 'listening', host, port: won.port });
      return;
    } catch (error) {
      if (round !== this.#round) return;
      if (!isAddressInUse(error)) {
        const message = error instanceof Error ? error.message : String(error);
        log.error(`cannot listen on ${host}:${port}: ${message}`);
        onPhase({ phase: 'refused', message });
        return;
      }
    }
    const meeting = await meet(host, port);
    if (round !== this.#round) {
      if ('leave' in meeting) meeting.leave();
      return;
    }
    if (meeting.kind === 'left') {
      await this.#attempt(round, host, port, Date.now());
      return;
    }
    if (meeting.kind === 'foreign') {
      const isSettling = Date.now() - goneAtMs < settlingMs;
      if (!isSettling) onPhase({ phase: 'port-taken', port, by: meeting.by });
      const delayMs = isSettling ? settlingRetryMs : retryMs;
      this.#timer = setTimeout(() => void this.#attempt(round, host, port, goneAtMs), delayMs);
      return;
    }
    this.#leave = meeting.leave;
    if (meeting.kind === 'apart') {
      log.warn(meeting.why);
      onPhase({ phase: 'served-elsewhere', port, version: meeting.version });
    }
    void meeting.gone.then(() => this.#attempt(round, host, port, Date.now()));
  }
}

/** Whether an error says that the port is taken. */
export function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
