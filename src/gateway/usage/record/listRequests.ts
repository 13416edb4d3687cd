import type { Connection, Row } from '../../storage/connection.ts';
import { attemptColumns, exchangeColumns } from './exchangeColumns.ts';
import { conditionOf, type RequestFilter } from './requestFilter.ts';

/** The rules one by one are for a page that shows one request. */
const listedColumns = exchangeColumns.filter((name) => name !== 'rules');

/** The columns of a listed request; those of the database, and its calls as text. */
export const requestColumns: readonly string[] = [...listedColumns, 'calls'];

export interface RequestPage {
  readonly rows: readonly Row[];
  /** Give it to get the next page; undefined: there is none. */
  readonly next: number | undefined;
}

const attemptText = `provider || '/' || account || '/' || model || ': ' ||
  CASE WHEN outcome = 'failed' THEN COALESCE(CAST(status AS TEXT) || ' ', '') || COALESCE(error_code, 'failed') ELSE outcome END`;

/**
 * Recorded exchanges, newest first. Throws SQLite's error.
 * @param before what the page before gave as `next`
 */
export function listRequests(
  connection: Connection,
  filter: RequestFilter,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): RequestPage {
  const { sql, values } = conditionOf(filter);
  const columns = listedColumns.map((name) => `exchange.${name}`).join(', ');
  const rows = connection.all(
    `SELECT exchange.id, ${columns},
       (SELECT group_concat(${attemptText}, '; ' ORDER BY number) FROM attempt WHERE exchange_id = exchange.id) AS calls
     FROM exchange WHERE ${sql} AND exchange.id < ? ORDER BY exchange.id DESC LIMIT ?`,
    ...values,
    before,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.['id'];
  return { rows: page, next: rows.length > limit && typeof last === 'number' ? last : undefined };
}

/** How many there are. Throws SQLite's error. */
export function countRequests(connection: Connection, filter: RequestFilter): number {
  const { sql, values } = conditionOf(filter);
  return Number(
    connection.get(`SELECT COUNT(*) AS count FROM exchange WHERE ${sql}`, ...values)?.['count'] ?? 0,
  );
}

/** The calls of one request, in their order. Throws SQLite's error. */
export function attemptsOf(connection: Connection, requestId: string): readonly Row[] {
  const columns = attemptColumns.map((name) => `attempt.${name}`).join(', ');
  return connection.all(
    `SELECT ${columns} FROM attempt JOIN exchange ON exchange.id = attempt.exchange_id
     WHERE exchange.request_id = ? ORDER BY attempt.number`,
    requestId,
  );
}
