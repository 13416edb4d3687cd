import { setImmediate } from 'node:timers/promises';
import type { ExchangeFilter, ExchangeResults, ExchangeRow } from '../../../protocol/exchanges.ts';
import type { Connection, Row } from '../../storage/connection.ts';
import { exchangeRow, listedColumns, numberOf, textOf } from './exchangeRow.ts';
import { conditionOf } from './requestFilter.ts';

/** Ids that are looked at in one go: a few milliseconds of work, with the requests between them. */
const idsAtOnce = 2_500;
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
    const found = connection.all(
      `SELECT id FROM exchange WHERE id BETWEEN ? AND ? AND ${sql} ORDER BY id DESC`,
      first,
      last,
      ...values,
    );
    for (const row of found) {
      const id = numberOf(row, 'id');
      if (total++ % pageRows === 0 && id !== undefined) places.push(id);
    }
    return true;
  });
  return { total, places };
}

/** What there is to filter by, each list in order. Throws SQLite's error, and the signal's reason. */
export async function exchangeChoices(
  read: ReadRecord,
  signal: AbortSignal,
): Promise<ExchangeResults['exchangeChoices']> {
  const found = {
    clients: new Set<string>(),
    providers: new Set<string>(),
    models: new Set<string>(),
    workspaces: new Set<string>(),
    windows: new Set<string>(),
  };
  const add = (choices: Set<string>, choice: string | undefined): void => {
    if (choice !== undefined && choices.size < maxChoices) choices.add(choice);
  };
  await forEachPiece(read, { filter: {} }, signal, (connection, { first, last }) => {
    const rows = connection.all(
      'SELECT DISTINCT client, provider, model, workspace, window FROM exchange WHERE id BETWEEN ? AND ?',
      first,
      last,
    );
    for (const row of rows) {
      const [provider, model] = [textOf(row, 'provider'), textOf(row, 'model')];
      add(found.clients, textOf(row, 'client'));
      add(found.providers, provider);
      add(found.models, provider === undefined || model === undefined ? undefined : `${provider}/${model}`);
      add(found.workspaces, textOf(row, 'workspace'));
      add(found.windows, textOf(row, 'window'));
    }
    return true;
  });
  return {
    clients: [...found.clients].sort(),
    providers: [...found.providers].sort(),
    models: [...found.models].sort(),
    workspaces: [...found.workspaces].sort(),
    windows: [...found.windows].sort(),
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
