import { dataDirOf } from '../config/dataDir.ts';
import type { Connection } from '../gateway/storage/connection.ts';
import { NoRecordError, openRecord, openRecordToChange } from '../gateway/usage/record/openRecord.ts';
import { ExitError } from './exitError.ts';

/**
 * Reads the record of the data folder, also while a gateway writes it.
 * @throws ExitError (1) when there is none or it cannot be read
 */
export function readRecord<T>(
  dataDir: string | undefined,
  env: NodeJS.ProcessEnv,
  read: (connection: Connection) => T,
): T {
  return withRecord(() => openRecord(dataDir ?? dataDirOf(env)), read, 'read');
}

/**
 * Changes the record of the data folder, also while a gateway writes it.
 * @throws ExitError (1) when there is none or it cannot be changed
 */
export function changeRecord<T>(
  dataDir: string | undefined,
  env: NodeJS.ProcessEnv,
  change: (connection: Connection) => T,
): T {
  return withRecord(() => openRecordToChange(dataDir ?? dataDirOf(env)), change, 'changed');
}

function withRecord<T>(open: () => Connection, use: (connection: Connection) => T, used: string): T {
  let connection: Connection | undefined;
  try {
    connection = open();
    return use(connection);
  } catch (error) {
    const message =
      error instanceof NoRecordError ? error.message : `the record cannot be ${used}: ${String(error)}`;
    throw new ExitError(1, message, error);
  } finally {
    connection?.close();
  }
}
