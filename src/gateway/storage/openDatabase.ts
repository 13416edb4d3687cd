import { closeSync, mkdirSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from './connection.ts';
import { migrate } from './migrations.ts';
import type { Sqlite } from './loadSqlite.ts';

/** How long opening waits for another process that is making or migrating the same file. */
const openTimeoutMs = 2000;
/** File systems between machines, where WAL's shared memory does not work (statfs(2)): NFS, SMB, CIFS, SMB2, 9p (WSL). */
const remoteFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997]);

/**
 * Opens a database file, making it when it is missing, and brings it up to date. Only its owner can read it.
 * @param busyTimeoutMs how long later statements wait for another process
 * @throws the file system's or SQLite's error
 */
export function openDatabase({ DatabaseSync }: Sqlite, file: string, busyTimeoutMs: number): Connection {
  makeFolder(dirname(file));
  closeSync(openSync(file, 'a', 0o600));
  const connection = new Connection(new DatabaseSync(file));
  try {
    connection.exec(`PRAGMA busy_timeout = ${openTimeoutMs}`);
    // Both hold only when they are set before the first table is made.
    connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
    connection.pragma(`journal_mode = ${isRemote(file) ? 'DELETE' : 'WAL'}`);
    // What was committed survives the end of the process; the end of the machine may take the last commits.
    connection.exec('PRAGMA synchronous = NORMAL');
    // What was deleted is not to be found in the file.
    connection.exec('PRAGMA secure_delete = ON');
    migrate(connection);
    connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens an existing database to read while another process writes it. Throws when it is missing. */
export function openReadOnly({ DatabaseSync }: Sqlite, file: string): Connection {
  const connection = new Connection(new DatabaseSync(file, { readOnly: true }));
  connection.exec(`PRAGMA busy_timeout = ${openTimeoutMs}`);
  return connection;
}

/** One folder after the other: Node's own recursive `mkdir` never returns below `/proc`. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

function isRemote(file: string): boolean {
  if (process.platform !== 'linux') return file.startsWith('\\\\');
  try {
    return remoteFileSystems.has(statfsSync(file).type >>> 0);
  } catch {
    return false;
  }
}
