import type { SQLInputValue } from 'node:sqlite';

/** Which exchanges are meant; all conditions must hold. */
export interface RequestFilter {
  /** ms since 1970. */
  readonly sinceMs?: number;
  readonly client?: string;
  readonly provider?: string;
  /** A model's name or `provider/model`, of who answered; `*` stands for anything. */
  readonly model?: string;
  /** A status (`429`), a class of them (`4xx`), or an outcome (`failed`). */
  readonly status?: string;
}

export interface SqlCondition {
  /** After `WHERE`, about the table `exchange`. */
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** The filter as SQL. */
export function conditionOf({ sinceMs, client, provider, model, status }: RequestFilter): SqlCondition {
  const parts: SqlCondition[] = [];
  const add = (sql: string, ...values: readonly SQLInputValue[]): void => {
    parts.push({ sql, values });
  };
  if (sinceMs !== undefined) add('exchange.at_ms >= ?', sinceMs);
  if (client !== undefined) add('exchange.client = ?', client);
  if (provider !== undefined) add('exchange.provider = ?', provider);
  if (model !== undefined) {
    const glob = model.replace(/[[?]/g, '[$&]');
    add("(exchange.model GLOB ? OR exchange.provider || '/' || exchange.model GLOB ?)", glob, glob);
  }
  if (status !== undefined) {
    const [from, to] = statusRange(status) ?? [];
    if (from === undefined || to === undefined) add('exchange.outcome = ?', status);
    else add('exchange.status BETWEEN ? AND ?', from, to);
  }
  if (parts.length === 0) return { sql: 'TRUE', values: [] };
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

function statusRange(status: string): readonly [number, number] | undefined {
  if (/^\d{1,3}$/.test(status)) return [Number(status), Number(status)];
  if (/^[1-5]xx$/i.test(status)) return [Number(status[0]) * 100, Number(status[0]) * 100 + 99];
  return undefined;
}
