import type * as vscode from 'vscode';
import type { GatewayMessage } from '../../protocol/gatewayMessages.ts';

type LogMessage = Pick<Extract<GatewayMessage, { type: 'log' }>, 'level' | 'message'>;

/** VS Code's numbers for log levels; `LogLevel` itself is there only inside VS Code. */
const levelNumbers: Record<LogMessage['level'], number> = { trace: 1, debug: 2, info: 3, warn: 4, error: 5 };

/**
 * Writes what the gateway logs. `muxgate.logLevel` decides what it says, so that a message below the channel's own level
 * is shown all the same, with its level in front.
 */
export function writeGatewayLog(
  channel: Pick<vscode.LogOutputChannel, LogMessage['level'] | 'logLevel'>,
  { level, message }: LogMessage,
): void {
  const shownFrom: number = channel.logLevel;
  if (levelNumbers[level] >= Math.min(shownFrom, levelNumbers.info)) channel[level](message);
  else channel.info(`[${level}] ${message}`);
}
