import type { LogLine } from '../../protocol/gatewayMessages.ts';

/** A log output channel of VS Code's. */
export type LogChannel = Record<LogLine['level'], (message: string) => void> & {
  readonly logLevel: number;
};

/** VS Code's numbers for log levels; `LogLevel` itself is there only inside VS Code. */
const levelNumbers: Record<LogLine['level'], number> = { trace: 1, debug: 2, info: 3, warn: 4, error: 5 };

/**
 * Writes what the gateway logs. `muxgate.logLevel` decides what it says, so that a message below the channel's own level
 * is shown all the same, with its level in front.
 */
export function writeGatewayLog(channel: LogChannel, { level, message }: LogLine): void {
  if (levelNumbers[level] >= Math.min(channel.logLevel, levelNumbers.info)) channel[level](message);
  else channel.info(`[${level}] ${message}`);
}
