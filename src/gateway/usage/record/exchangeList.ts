import { setImmediate } from 'node:timers/promises';
import type { ExchangeFilter, ExchangeResults, ExchangeRow } from '../../../protocol/exchanges.ts';
import type { Connection, Row } from '../../storage/connection.ts';
import { exchangeRow, listedColumns, numberOf, textOf } from './exchangeRow.ts';
import { conditionOf } from './requestFilter.ts';

/** Ids that are looked at in one go: some milliseconds of work, with the requests between them. */
const idsAtOnce = 10_000;
/** A list of choices is for a menu. */
const maxChoices = 200;

/** Runs a query on the record. */
export type ReadRecord = <T>(query: (connection: Connection) => T) => T;

interface IdRange {
  /** The lowest id that may be meant, and the highest. */
  readonly first: number;
  readonly last: number;
}

/**
 * A page of the record, newest first. A filter that fits few rows reads many: that is done piece by piece.
 * @param from the place that the page begins with; undefined: the newest
 * @throws SQLite's error, and the signal's reason
 */
export async function exchangePage(
  read: ReadRecord,
  page: { readonly filter: ExchangeFilter; readonly limit: number; readonly from?: number },
  signal: AbortSignal,
): Promise<ExchangeRow[]> {
  const { sql, values } = conditionOf(page.filter);
  const columns = listedColumns.map((name) => `exchange.${name}`).join(', ');
  const rows: Row[] = [];
  await forEachPiece(read, page, signal, (connection, { first, last }) => {
    const found = connection.all(
      `SELECT ${columns}, (SELECT rating FROM rating WHERE rating.request_id = exchange.request_id) AS rating
       FROM exchange WHERE exchange.id BETWEEN ? AND ? AND ${sql} ORDER BY exchange.id DESC LIMIT ?`,
      first,
      last,
      ...values,
      page.limit - rows.length,
    );
    rows.push(...found);
    return rows.length < page.limit;
  });
  return rows.map(exchangeRow);
}

/**
 * How many exchanges a filter fits, and the place that each page of them begins with, newest first.
 * @throws SQLite's error, and the signal's reason
 */
export async function exchangeIndex(
  read: ReadRecord,
  { filter, pageRows }: { readonly filter: ExchangeFilter; readonly pageRows: number },
  signal: AbortSignal,
): Promise<ExchangeResults['indexExchanges']> {
  const { sql, values } = conditionOf(filter);
  const places: number[] = [];
  let total = 0;
  await forEachPiece(read, { filter }, signal, (connection, { first, last }) => {
    const counted = connection.get(
      `SELECT COUNT(*) AS count FROM exchange WHERE id BETWEEN ? AND ? AND ${sql}`,
      first,
      last,
      ...values,
    );
    // The piece's rows are numbered on from those before it.
    const begins = connection.all(
      `SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id DESC) AS number FROM exchange
         WHERE id BETWEEN ? AND ? AND ${sql}) WHERE (number - 1 + ?) % ? = 0 ORDER BY id DESC`,
      first,
      last,
      ...values,
      total,
      pageRows,
    );
    places.push(...begins.flatMap((row) => numberOf(row, 'id') ?? []));
    total += Number(counted?.['count'] ?? 0);
    return true;
  });
  return { total, places };
}

/** What there is to filter by, each list in order. Throws SQLite's error, and the signal's reason. */
export async function exchangeChoices(
  read: ReadRecord,
  signal: AbortSignal,
): Promise<ExchangeResults['exchangeChoices']> {
  const distinct = async (expression: string): Promise<string[]> => {
    await setImmediate();
    signal.throwIfAborted();
    return read((connection) =>
      connection
        .all(
          `SELECT DISTINCT ${expression} AS choice FROM exchange WHERE choice IS NOT NULL ORDER BY choice LIMIT ${maxChoices}`,
        )
        .flatMap((row) => textOf(row, 'choice') ?? []),
    );
  };
  return {
    clients: await distinct('client'),
    providers: await distinct('provider'),
    models: await distinct("provider || '/' || model"),
    workspaces: await distinct('workspace'),
    windows: await distinct('window'),
  };
}

/** @param visit returns whether it wants another, older piece */
async function forEachPiece(
  read: ReadRecord,
  { filter, from }: { readonly filter: ExchangeFilter; readonly from?: number },
  signal: AbortSignal,
  visit: (connection: Connection, range: IdRange) => boolean,
): Promise<void> {
  const { first, last } = read((connection) => rangeOf(connection, filter));
  let upTo = Math.min(last, from ?? last);
  while (upTo >= first) {
    signal.throwIfAborted();
    const range = { first: Math.max(first, upTo - idsAtOnce + 1), last: upTo };
    if (!read((connection) => visit(connection, range))) return;
    upTo = range.first - 1;
    if (upTo >= first) await setImmediate();
  }
}

/** A request of a time was written at that time or later, so that no older row is looked at. */
function rangeOf(connection: Connection, { sinceMs }: ExchangeFilter): IdRange {
  const row = connection.get(
    'SELECT (SELECT MIN(id) FROM exchange WHERE at_ms >= ?) AS first, (SELECT MAX(id) FROM exchange) AS last',
    sinceMs ?? 0,
  );
  return {
    first: (row && numberOf(row, 'first')) ?? 1,
    last: (row && numberOf(row, 'last')) ?? 0,
  };
}
