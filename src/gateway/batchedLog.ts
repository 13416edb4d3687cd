import type { GatewayMessage, LogLine } from '../protocol/gatewayMessages.ts';
import type { Clock } from './exchange/clock.ts';

/** At a pace that eyes follow. */
const intervalMs = 500;

/**
 * Sends what is logged twice a second at most: each message costs the extension host a turn, and a line is logged with every request.
 * A warning or an error goes at once, with what was logged before it.
 */
export class BatchedLog {
  readonly #send: (message: GatewayMessage) => void;
  readonly #clock: Pick<Clock, 'after'>;
  #held: LogLine[] = [];
  #isResting = false;

  constructor(send: (message: GatewayMessage) => void, clock: Pick<Clock, 'after'>) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Passes a message on; a log line in its turn, everything else as it comes. */
  send(message: GatewayMessage): void {
    if (message.type !== 'log') {
      this.#send(message);
      return;
    }
    const { level, message: text } = message;
    this.#held.push({ level, message: text });
    if (!this.#isResting || level === 'warn' || level === 'error') this.#flush();
  }

  #flush(): void {
    const lines = this.#held;
    this.#held = [];
    if (lines.length > 0) this.#send({ type: 'logs', lines });
    if (this.#isResting) return;
    this.#isResting = true;
    this.#clock.after(intervalMs, () => {
      this.#isResting = false;
      if (this.#held.length > 0) this.#flush();
    });
  }
}
