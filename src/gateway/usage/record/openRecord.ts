import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../storage/connection.ts';
import { loadSqlite, type Sqlite } from '../../storage/loadSqlite.ts';
import { openDatabase, openReadOnly } from '../../storage/openDatabase.ts';

/** How long a person's change waits for the gateway's. */
const busyTimeoutMs = 2000;

/** The name of the database in the data folder. */
export const databaseName = 'muxgate.db';

/** Why there is no record to read; the message is for people. */
export class NoRecordError extends Error {
  override readonly name = 'NoRecordError';
}

/**
 * Opens the record of a data folder to read it, whether or not a gateway is writing it.
 * @throws NoRecordError where there is none, SQLite's error where it cannot be read
 */
export function openRecord(dataDir: string): Connection {
  return openFile(dataDir, openReadOnly);
}

/**
 * Opens the record of a data folder to change it too, beside a gateway that is writing it.
 * @throws NoRecordError where there is none, SQLite's error where it cannot be written
 */
export function openRecordToChange(dataDir: string): Connection {
  return openFile(dataDir, (sqlite, file) => openDatabase(sqlite, file, busyTimeoutMs));
}

function openFile(dataDir: string, open: (sqlite: Sqlite, file: string) => Connection): Connection {
  const file = join(dataDir, databaseName);
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new NoRecordError('this Node has no SQLite: use 22.15 or newer');
  if (!existsSync(file)) throw new NoRecordError(`nothing is recorded yet: there is no ${file}`);
  const connection = open(sqlite, file);
  const hasTable = connection.get("SELECT 1 FROM sqlite_master WHERE name = 'exchange'") !== undefined;
  if (hasTable) return connection;
  connection.close();
  throw new NoRecordError(`nothing is recorded yet in ${file}`);
}
