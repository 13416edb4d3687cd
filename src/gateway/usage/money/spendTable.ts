import type { Connection, Row } from '../../storage/connection.ts';
import type { BatchWriter, Database } from '../../storage/database.ts';
import {
  addTo,
  emptySum,
  type PeriodSums,
  type SpendPeriods,
  type SpendStore,
  type Sum,
} from './spendStore.ts';

type Sums = Map<string, Map<string, Sum>>;

/** Sums of spending in the gateway's database: what is added here is added there, to whatever other processes have made of it. */
export class SpendTable implements SpendStore, BatchWriter {
  readonly #database: Database;
  /** Added, and not yet on disk. */
  #waiting: Sums = new Map();
  /** What was read last, by SQLite's count of other connections' commits. */
  #seen: { readonly connection: Connection; readonly version: unknown } | undefined;
  /** Sums of earlier months are gone. */
  #prunedBefore = '';

  constructor(database: Database) {
    this.#database = database;
  }

  load({ day, month }: SpendPeriods): PeriodSums | undefined {
    const rows = this.#database.read((connection) => {
      this.#seen = { connection, version: versionOf(connection) };
      return connection.all(
        'SELECT period, name, usd, tokens, requests, unknown FROM spend WHERE period IN (?, ?)',
        day,
        month,
      );
    });
    if (rows === undefined) return undefined;
    const sums: Sums = new Map();
    for (const row of rows) addTo(sumIn(sums, String(row['period']), String(row['name'])), sumOfRow(row));
    for (const period of [day, month])
      for (const [name, sum] of this.#waiting.get(period) ?? []) addTo(sumIn(sums, period, name), sum);
    return sums;
  }

  hasChanged(): boolean {
    const hasChanged = this.#database.read(
      (connection) => connection !== this.#seen?.connection || versionOf(connection) !== this.#seen.version,
    );
    return hasChanged ?? false;
  }

  add(period: string, name: string, added: Readonly<Sum>): void {
    addTo(sumIn(this.#waiting, period, name), added);
    this.#database.schedule(this);
  }

  write(connection: Connection): boolean {
    for (const [period, sums] of this.#waiting) {
      for (const [name, { usd, tokens, requests, unknown }] of sums) {
        connection.run(
          'INSERT INTO spend (period, name, usd, tokens, requests, unknown) VALUES (?, ?, ?, ?, ?, ?) ' +
            'ON CONFLICT (period, name) DO UPDATE SET usd = usd + excluded.usd, tokens = tokens + excluded.tokens, ' +
            'requests = requests + excluded.requests, unknown = unknown + excluded.unknown',
          period,
          name,
          usd,
          tokens,
          requests,
          unknown,
        );
      }
    }
    this.#prune(connection);
    return false;
  }

  written(): void {
    this.#waiting = new Map();
  }

  giveUp(): void {
    this.#waiting = new Map();
  }

  /** `2026-10` and `2026-10-31` come before `2026-11`. */
  #prune(connection: Connection): void {
    const [newest = ''] = [...this.#waiting.keys()].sort().reverse();
    const month = newest.slice(0, 'yyyy-mm'.length);
    if (month <= this.#prunedBefore) return;
    this.#prunedBefore = month;
    connection.run('DELETE FROM spend WHERE period < ?', month);
  }
}

function sumIn(sums: Sums, period: string, name: string): Sum {
  let ofPeriod = sums.get(period);
  if (ofPeriod === undefined) sums.set(period, (ofPeriod = new Map<string, Sum>()));
  let sum = ofPeriod.get(name);
  if (sum === undefined) ofPeriod.set(name, (sum = emptySum()));
  return sum;
}

function sumOfRow(row: Row): Sum {
  const number = (column: keyof Sum): number => Number(row[column]);
  return {
    usd: number('usd'),
    tokens: number('tokens'),
    requests: number('requests'),
    unknown: number('unknown'),
  };
}

/** Differs as soon as another connection has committed something (sqlite.org/pragma.html#pragma_data_version). */
function versionOf(connection: Connection): unknown {
  return connection.get('PRAGMA data_version')?.['data_version'];
}
