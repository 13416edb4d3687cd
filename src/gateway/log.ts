import type { LogLevel } from '../config/schema.ts';

/** Where the gateway's own messages go. They never hold a prompt or a key. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
  trace(message: string): void;
  /** Whether messages of a level are written now; undefined: they may be. For those that cost something to make. */
  writes?(level: LogLevel): boolean;
}

const severity: Record<LogLevel, number> = { error: 0, warn: 1, info: 2, debug: 3, trace: 4 };

/** Whether a message is severe enough for a level. */
export function isLoggedAt(level: LogLevel, message: LogLevel): boolean {
  return severity[message] <= severity[level];
}

/** Of some levels the one that most is logged at. */
export function mostTalkative(levels: readonly LogLevel[]): LogLevel {
  return levels.reduce<LogLevel>((most, level) => (isLoggedAt(level, most) ? level : most), 'error');
}

/**
 * A log that writes what is at least as severe as the current level.
 * @param level asked at every message, so that a changed setting holds at once
 */
export function createLog(write: (level: LogLevel, message: string) => void, level: () => LogLevel): Log {
  const writes = (messageLevel: LogLevel): boolean => isLoggedAt(level(), messageLevel);
  const at = (messageLevel: LogLevel) => (message: string) => {
    if (writes(messageLevel)) write(messageLevel, entryText(message));
  };
  return {
    writes,
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
  };
}

/**
 * Clients choose parts of what is logged, such as model names: lines after the first are indented and other control characters
 * written out, so that no text passes for an entry of its own or steers a terminal.
 */
function entryText(message: string): string {
  return message
    .split(/\r?\n/)
    .map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, writtenOut))
    .join('\n    ');
}

function writtenOut(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
