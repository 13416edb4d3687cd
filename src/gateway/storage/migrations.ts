import type { Connection } from './connection.ts';

/**
 * What makes each version of the database from the one before. They only add: an older Muxgate goes on with a newer file, since
 * windows of several editors share it.
 */
export const migrations: readonly string[] = [
  'CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, saved_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;',
];

/** Brings the database up to the newest version, in one transaction. Throws SQLite's error. */
export function migrate(connection: Connection, steps: readonly string[] = migrations): void {
  if (versionOf(connection) >= steps.length) return;
  connection.transaction(() => {
    // Another process may have done it between the two looks.
    for (const step of steps.slice(versionOf(connection))) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${Math.max(steps.length, versionOf(connection))}`);
  });
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version') ?? 0);
}
