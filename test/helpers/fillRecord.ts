import { join } from 'node:path';
import type { ExchangeRecord } from '../../src/gateway/exchange/services.ts';
import { loadSqlite } from '../../src/gateway/storage/loadSqlite.ts';
import { openDatabase } from '../../src/gateway/storage/openDatabase.ts';
import {
  attemptColumns,
  attemptValues,
  exchangeColumns,
  exchangeValues,
} from '../../src/gateway/usage/record/exchangeColumns.ts';
import { databaseName } from '../../src/gateway/usage/record/openRecord.ts';
import { exchangeRecordOf } from './exchangeRecords.ts';

/** Writes exchanges into the record of a data folder, also while a gateway has it open. */
export function fillRecord(dataDir: string, exchanges: readonly Partial<ExchangeRecord>[]): void {
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new Error('this Node has no SQLite');
  const connection = openDatabase(sqlite, join(dataDir, databaseName), 5000);
  const insert = (table: string, columns: readonly string[]): string =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  connection.transaction(() => {
    for (const facts of exchanges) {
      const exchange = exchangeRecordOf(facts);
      const { lastId } = connection.run(insert('exchange', exchangeColumns), ...exchangeValues(exchange));
      for (const [index, attempt] of exchange.attempts.entries()) {
        const columns = ['exchange_id', 'number', ...attemptColumns];
        connection.run(insert('attempt', columns), lastId, index + 1, ...attemptValues(attempt));
      }
    }
  });
  connection.close();
}
