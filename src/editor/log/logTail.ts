import type { LogLine } from '../../protocol/gatewayMessages.ts';

const maxLines = 100;
const maxLength = 400;

/** The last lines of the gateway's log, for an issue report: VS Code lets nobody read an output channel. */
export class LogTail {
  readonly #lines: string[] = [];

  /** The oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  add({ level, message }: LogLine): void {
    this.#lines.push(`${new Date().toISOString()} [${level}] ${message.slice(0, maxLength)}`);
    if (this.#lines.length > maxLines) this.#lines.shift();
  }
}
