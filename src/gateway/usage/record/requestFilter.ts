import type { SQLInputValue } from 'node:sqlite';
import type { ExchangeFilter } from '../../../protocol/exchanges.ts';

/** Which exchanges are meant; all conditions must hold. */
export type RequestFilter = Readonly<ExchangeFilter>;

export interface SqlCondition {
  /** After `WHERE`, about the table `exchange`. */
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Where a text is looked for. */
const textColumns = [
  "provider || '/' || model",
  'requested_model',
  'client',
  'workspace',
  'rule',
  'reason',
  'route',
  'error_code',
  'error_message',
  'files',
  'request_id',
];

/** The filter as SQL. */
export function conditionOf(filter: RequestFilter): SqlCondition {
  const { sinceMs, untilMs, model, status, text } = filter;
  const parts: SqlCondition[] = [];
  const add = (sql: string, ...values: readonly SQLInputValue[]): void => {
    parts.push({ sql, values });
  };
  if (sinceMs !== undefined) add('exchange.at_ms >= ?', sinceMs);
  if (untilMs !== undefined) add('exchange.at_ms < ?', untilMs);
  for (const column of ['client', 'provider', 'workspace', 'window'] as const) {
    const value = filter[column];
    if (value !== undefined) add(`exchange.${column} = ?`, value);
  }
  if (model !== undefined) {
    const glob = model.replace(/[[?]/g, '[$&]');
    add("(exchange.model GLOB ? OR exchange.provider || '/' || exchange.model GLOB ?)", glob, glob);
  }
  if (status !== undefined) {
    const [from, to] = statusRange(status) ?? [];
    if (from === undefined || to === undefined) add('exchange.outcome = ?', status);
    else add('exchange.status BETWEEN ? AND ?', from, to);
  }
  if (text !== undefined && text !== '') {
    const pattern = `%${text.replace(/[%_\\]/g, '\\$&')}%`;
    const found = textColumns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
    add(`(${found})`, ...textColumns.map(() => pattern));
  }
  if (parts.length === 0) return { sql: 'TRUE', values: [] };
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

function statusRange(status: string): readonly [number, number] | undefined {
  if (/^\d{1,3}$/.test(status)) return [Number(status), Number(status)];
  if (/^[1-5]xx$/i.test(status)) return [Number(status[0]) * 100, Number(status[0]) * 100 + 99];
  return undefined;
}
