import { dataDirOf } from '../config/dataDir.ts';
import type { Connection } from '../gateway/storage/connection.ts';
import { NoRecordError, openRecord } from '../gateway/usage/record/openRecord.ts';
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
  let connection: Connection | undefined;
  try {
    connection = openRecord(dataDir ?? dataDirOf(env));
    return read(connection);
  } catch (error) {
    const message =
      error instanceof NoRecordError ? error.message : `the record cannot be read: ${String(error)}`;
    throw new ExitError(1, message, error);
  } finally {
    connection?.close();
  }
}
