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

/** By name. */
type Sums = Map<string, Sum>;

/** Sums of spending in the gateway's database: what is added here is added there, to whatever other processes have made of it. */
export class SpendTable implements SpendStore, BatchWriter {
  readonly #database: Database;
  /** Added, and not yet on disk, by the periods that it counts in. */
  #waiting = new Map<readonly string[], Sums>();
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
    const found = new Map<string, Sums>([
      [day, new Map()],
      [month, new Map()],
    ]);
    const add = (period: string, name: string, sum: Sum): void => {
      const sums = found.get(period);
      if (sums !== undefined) addTo(sumIn(sums, name), sum);
    };
    for (const row of rows) add(String(row['period']), String(row['name']), sumOfRow(row));
    for (const [periods, sums] of this.#waiting)
      for (const [name, sum] of sums) for (const period of periods) add(period, name, sum);
    return found;
  }

  hasChanged(): boolean {
    const hasChanged = this.#database.read(
      (connection) => connection !== this.#seen?.connection || versionOf(connection) !== this.#seen.version,
    );
    return hasChanged ?? false;
  }

  add(periods: readonly string[], names: readonly string[], added: Readonly<Sum>): void {
    let sums = this.#waiting.get(periods);
    if (sums === undefined) this.#waiting.set(periods, (sums = new Map<string, Sum>()));
    for (const name of names) addTo(sumIn(sums, name), added);
    this.#database.schedule(this);
  }

  write(connection: Connection): boolean {
    for (const [periods, sums] of this.#waiting)
      for (const [name, sum] of sums) for (const period of periods) writeSum(connection, period, name, sum);
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
    const [newest = ''] = [...this.#waiting.keys()].flat().sort().reverse();
    const month = newest.slice(0, 'yyyy-mm'.length);
    if (month <= this.#prunedBefore) return;
    this.#prunedBefore = month;
    connection.run('DELETE FROM spend WHERE period < ?', month);
  }
}

function writeSum(
  connection: Connection,
  period: string,
  name: string,
  { usd, tokens, requests, unknown }: Sum,
): void {
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

function sumIn(sums: Sums, name: string): Sum {
  let sum = sums.get(name);
  if (sum === undefined) sums.set(name, (sum = emptySum()));
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
