import type * as sqlite from 'node:sqlite';

export type Sqlite = typeof sqlite;

/**
 * Node's own SQLite, loaded when it is first asked for; undefined in a Node that has none. Its ExperimentalWarning is swallowed:
 * users read stderr, and can do nothing about it.
 */
export function loadSqlite(): Sqlite | undefined {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
