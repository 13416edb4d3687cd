import type { EditorMessage, GatewayMessage } from '../../protocol/gatewayMessages.ts';
import type { StartTimer } from '../startTimer.ts';
import { Backoff } from './backoff.ts';
import type { GatewayProcess, StartGatewayProcess } from './gatewayProcess.ts';

export interface GatewaySupervisorOptions {
  readonly startProcess: StartGatewayProcess;
  readonly startTimer: StartTimer;
  /** Time in ms. */
  readonly now: () => number;
  /** A run can be talked to; called for every run, before anything that it says. */
  readonly onStarted: () => void;
  readonly onMessage: (message: GatewayMessage) => void;
  /** A run ended by itself; the next one starts after `retryInMs`. */
  readonly onCrashed: (crash: { readonly reason: string; readonly retryInMs: number }) => void;
}

/** Keeps one gateway process running from `start` to `stop`, starting it again when it crashes. */
export class GatewaySupervisor {
  readonly #options: GatewaySupervisorOptions;
  readonly #backoff: Backoff;
  #process: GatewayProcess | undefined;
  #stopRetry: (() => void) | undefined;
  /** Raised by every start and stop: what an earlier run still says is not heard. */
  #run = 0;

  constructor(options: GatewaySupervisorOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.now);
  }

  /** Starts the gateway. */
  start(): void {
    const run = ++this.#run;
    const isCurrent = (): boolean => run === this.#run;
    this.#backoff.started();
    const crashed = (reason: string): void => {
      if (isCurrent()) this.#crashed(reason);
    };
    const listeners = {
      onMessage: (message: GatewayMessage) => {
        if (isCurrent()) this.#options.onMessage(message);
      },
      onEnd: crashed,
    };
    this.#options.startProcess(listeners).then(
      (process) => {
        if (!isCurrent()) {
          process.leave();
          return;
        }
        this.#process = process;
        this.#options.onStarted();
      },
      (error: unknown) =>
        crashed(`could not be started: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  /** Lets the running gateway go and starts another; running answers go on in the old one. */
  restart(): void {
    this.stop();
    this.#backoff.reset();
    this.start();
  }

  /** Lets the running gateway go; nothing is started again. */
  stop(): void {
    this.#run++;
    this.#stopRetry?.();
    this.#stopRetry = undefined;
    this.#process?.leave();
    this.#process = undefined;
  }

  /** Sends a message; returns false when no gateway runs. */
  send(message: EditorMessage): boolean {
    this.#process?.send(message);
    return this.#process !== undefined;
  }

  #crashed(reason: string): void {
    this.#process = undefined;
    const retryInMs = this.#backoff.crashed();
    this.#stopRetry = this.#options.startTimer(retryInMs, () => this.start());
    this.#options.onCrashed({ reason, retryInMs });
  }
}
