import type {
  GatewayProcessListeners,
  StartGatewayProcess,
} from '../../../src/editor/link/gatewayProcess.ts';
import type { EditorMessage, GatewayMessage } from '../../../src/protocol/gatewayMessages.ts';

/** One run of a gateway that a test plays. */
export class FakeRun {
  readonly received: EditorMessage[] = [];
  hasLeft = false;
  readonly #listeners: GatewayProcessListeners;

  constructor(listeners: GatewayProcessListeners) {
    this.#listeners = listeners;
  }

  say(message: GatewayMessage): void {
    this.#listeners.onMessage(message);
  }

  crash(reason = 'ended with exit code 134'): void {
    this.#listeners.onEnd(reason);
  }

  receivedTypes(): string[] {
    return this.received.map(({ type }) => type);
  }
}

/** Starts gateways that a test plays, and keeps every run. */
export class FakeGatewayProcesses {
  readonly runs: FakeRun[] = [];
  /** Set to make starting fail. */
  failure: Error | undefined;

  readonly start: StartGatewayProcess = async (listeners) => {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    const run = new FakeRun(listeners);
    this.runs.push(run);
    return {
      send: (message) => run.received.push(message),
      leave: () => {
        run.hasLeft = true;
      },
    };
  };

  /** The newest run. */
  get last(): FakeRun {
    const run = this.runs.at(-1);
    if (run === undefined) throw new Error('no gateway was started');
    return run;
  }

  /** Lets a start that was asked for come to its end. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
}
