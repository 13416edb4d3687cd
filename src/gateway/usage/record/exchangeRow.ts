import type { ExchangeRow } from '../../../protocol/exchanges.ts';
import type { ExchangeRecord } from '../../exchange/services.ts';
import type { Row } from '../../storage/connection.ts';
import { exchangeColumns, exchangeValues } from './exchangeColumns.ts';

/** The columns that a list's row is made of, besides its rating. */
export const listedColumns = [
  'id',
  'request_id',
  'at_ms',
  'endpoint',
  'client',
  'workspace',
  'window',
  'requested_model',
  'provider',
  'model',
  'cause',
  'rule',
  'status',
  'outcome',
  'error_code',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'cost_kind',
  'first_token_ms',
  'duration_ms',
  'stream',
  'attempts',
] as const;

/** A row of the database, with its rating, as people see it. */
export function exchangeRow(row: Row): ExchangeRow {
  const { rating } = row;
  return {
    id: textOf(row, 'request_id') ?? '',
    place: numberOf(row, 'id'),
    atMs: numberOf(row, 'at_ms') ?? 0,
    endpoint: textOf(row, 'endpoint') ?? '',
    client: textOf(row, 'client'),
    workspace: textOf(row, 'workspace'),
    window: textOf(row, 'window'),
    requestedModel: textOf(row, 'requested_model'),
    provider: textOf(row, 'provider'),
    model: textOf(row, 'model'),
    cause: textOf(row, 'cause'),
    rule: textOf(row, 'rule'),
    status: numberOf(row, 'status') ?? 0,
    outcome: outcomeOf(row),
    errorCode: textOf(row, 'error_code'),
    inputTokens: numberOf(row, 'input_tokens'),
    outputTokens: numberOf(row, 'output_tokens'),
    costUsd: numberOf(row, 'cost_usd'),
    costKind: costKindOf(row),
    firstTokenMs: numberOf(row, 'first_token_ms'),
    durationMs: numberOf(row, 'duration_ms') ?? 0,
    stream: row['stream'] === 1,
    attempts: numberOf(row, 'attempts') ?? 0,
    rating: rating === 1 ? 'up' : rating === -1 ? 'down' : undefined,
  };
}

/** An exchange that has just ended, as its row will say. */
export function rowOfRecord(record: ExchangeRecord): ExchangeRow {
  const values = exchangeValues(record);
  // What SQLite would give back: of the types that are written, only these.
  const cells = exchangeColumns.map((name, index) => {
    const value = values[index];
    return [name, typeof value === 'number' || typeof value === 'string' ? value : null] as const;
  });
  return exchangeRow(Object.fromEntries(cells));
}

/** A cell that holds a text; undefined for anything else. */
export function textOf(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}

/** A cell that holds a number; undefined for anything else. */
export function numberOf(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'number' ? value : undefined;
}

function outcomeOf(row: Row): ExchangeRow['outcome'] {
  const { outcome } = row;
  return outcome === 'answered' || outcome === 'aborted' ? outcome : 'failed';
}

function costKindOf(row: Row): ExchangeRow['costKind'] {
  const kind = row['cost_kind'];
  return kind === 'exact' || kind === 'estimated' || kind === 'unknown' ? kind : undefined;
}
