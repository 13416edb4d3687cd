import type { SQLInputValue } from 'node:sqlite';
import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import type { Log } from '../../log.ts';
import type { Connection } from '../../storage/connection.ts';
import type { BatchWriter, Database } from '../../storage/database.ts';
import type { RecordPruner } from './recordPruner.ts';
import { attemptColumns, attemptValues, exchangeColumns, exchangeValues } from './exchangeColumns.ts';

/** Rows of one transaction: some milliseconds of work. */
const maxBatch = 200;
/** What waits while the disk is slower than the requests; beyond it the oldest are lost. */
const maxWaiting = 20_000;

const insertExchange = insertInto('exchange', exchangeColumns);
const insertAttempt = insertInto('attempt', ['exchange_id', 'number', ...attemptColumns]);

export interface ExchangeRecorderOptions {
  readonly database: Database;
  /** Asked at every exchange, so that a changed setting holds at once. */
  readonly isEnabled: () => boolean;
  readonly pruner: RecordPruner;
  readonly log: Log;
}

/** What is to be written of one exchange. */
interface ExchangeRow {
  readonly values: readonly SQLInputValue[];
  readonly attempts: readonly (readonly SQLInputValue[])[];
}

/** Makes a row of every exchange, at once: while it waits it is all that is held of the exchange. */
export class ExchangeRecorder implements ExchangeObserver, BatchWriter {
  readonly #options: ExchangeRecorderOptions;
  #waiting: ExchangeRow[] = [];
  #writing = 0;
  #lost = 0;

  constructor(options: ExchangeRecorderOptions) {
    this.#options = options;
  }

  onExchangeStart(): void {
    // Only what is over is a row.
  }

  onExchange(record: ExchangeRecord): void {
    this.#options.pruner.tick();
    if (!this.#options.isEnabled()) return;
    this.#waiting.push({ values: exchangeValues(record), attempts: record.attempts.map(attemptValues) });
    if (this.#waiting.length > maxWaiting) this.#loseOldest();
    this.#options.database.schedule(this);
  }

  write(connection: Connection): boolean {
    this.#writing = Math.min(this.#waiting.length, maxBatch);
    for (const row of this.#waiting.slice(0, this.#writing)) insert(connection, row);
    return this.#waiting.length > this.#writing;
  }

  written(): void {
    this.#waiting.splice(0, this.#writing);
    if (this.#lost > 0)
      this.#options.log.warn(`${this.#lost} exchanges were not recorded: the disk was too slow`);
    this.#lost = 0;
  }

  giveUp(): void {
    this.#waiting = [];
  }

  /** Half at once, so that it is seldom done. */
  #loseOldest(): void {
    this.#lost += this.#waiting.splice(0, maxWaiting / 2).length;
  }
}

function insert(connection: Connection, { values, attempts }: ExchangeRow): void {
  const { lastId, changes } = connection.run(insertExchange, ...values);
  if (changes === 0) return;
  for (const [index, attempt] of attempts.entries()) {
    connection.run(insertAttempt, lastId, index + 1, ...attempt);
  }
}

/** What is there already stays. */
function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
