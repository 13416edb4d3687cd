import type { Connection } from '../../storage/connection.ts';
import { firstTokenBoundsMs, firstTokenColumns, usageSumColumns } from '../../storage/usageSumColumns.ts';

const keyColumns = ['hour_ms', 'provider', 'account', 'model', 'workspace', 'client'];

/** The beginning of an exchange's hour by the clock on the wall: time zones differ by parts of an hour too. */
const hourSql = `exchange.at_ms - exchange.at_ms % 1000
  - CAST(strftime('%M', exchange.at_ms / 1000, 'unixepoch', 'localtime') AS INTEGER) * 60000
  - CAST(strftime('%S', exchange.at_ms / 1000, 'unixepoch', 'localtime') AS INTEGER) * 1000`;

/** Endpoints whose answer is a text that any model could have written. */
const isTextSql = `endpoint IN ('chat', 'messages', 'responses', 'gemini', 'ollama-chat', 'ollama-generate', 'completions', 'fim')
  AND outcome = 'answered' AND cached = 0`;
const hasAllSql =
  "input_tokens IS NOT NULL AND output_tokens IS NOT NULL AND cost_kind IN ('exact', 'estimated')";
const isFirstTokenSql = 'first_token_ms IS NOT NULL AND cached = 0';

const sumSql: Readonly<Record<string, string>> = {
  requests: 'COUNT(*)',
  errors: "SUM(outcome = 'failed')",
  input_tokens: 'TOTAL(input_tokens)',
  cached_input_tokens: 'TOTAL(cached_input_tokens)',
  output_tokens: 'TOTAL(output_tokens)',
  reasoning_tokens: 'TOTAL(reasoning_tokens)',
  cost_usd: 'TOTAL(cost_usd)',
  estimated_usd: "TOTAL(CASE WHEN cost_kind = 'estimated' THEN cost_usd END)",
  unknown_costs: "SUM(cost_kind IS 'unknown')",
  known_costs: "SUM(cost_kind IS NOT NULL AND cost_kind <> 'unknown')",
  duration_ms: 'TOTAL(duration_ms)',
  compared: `SUM(${isTextSql} AND ${hasAllSql})`,
  compared_usd: compared('cost_usd'),
  compared_input_tokens: compared('input_tokens'),
  compared_cached_tokens: compared('cached_input_tokens'),
  compared_written_tokens: compared('cache_write_tokens'),
  compared_output_tokens: compared('output_tokens'),
  compared_reasoning_tokens: compared('reasoning_tokens'),
  not_compared: `SUM(${isTextSql} AND NOT (${hasAllSql}))`,
  ...Object.fromEntries(firstTokenColumns.map((column, index) => [column, firstTokensSql(index)])),
};

const rollUpSql = `INSERT INTO usage_hour (${[...keyColumns, ...usageSumColumns].join(', ')}, first_token_min_ms, first_token_max_ms)
  SELECT ${hourSql}, ${keyColumns
    .slice(1)
    .map((name) => `COALESCE(${name}, '')`)
    .join(', ')},
    ${usageSumColumns.map((name) => sumSql[name] ?? '0').join(', ')},
    MIN(CASE WHEN ${isFirstTokenSql} THEN first_token_ms END), MAX(CASE WHEN ${isFirstTokenSql} THEN first_token_ms END)
  FROM exchange WHERE id > ? AND id <= ? GROUP BY 1, 2, 3, 4, 5, 6
  ON CONFLICT DO UPDATE SET ${usageSumColumns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')},
    first_token_min_ms = COALESCE(MIN(first_token_min_ms, excluded.first_token_min_ms), first_token_min_ms, excluded.first_token_min_ms),
    first_token_max_ms = COALESCE(MAX(first_token_max_ms, excluded.first_token_max_ms), first_token_max_ms, excluded.first_token_max_ms)`;

const rollUpCallsSql = `INSERT INTO usage_call_hour (hour_ms, provider, account, model, calls, failed_calls)
  SELECT ${hourSql}, attempt.provider, attempt.account, attempt.model, COUNT(*), SUM(attempt.outcome = 'failed')
  FROM exchange JOIN attempt ON attempt.exchange_id = exchange.id
  WHERE exchange.id > ? AND exchange.id <= ? GROUP BY 1, 2, 3, 4
  ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, failed_calls = failed_calls + excluded.failed_calls`;

/**
 * Adds the oldest exchanges that are not in the sums yet. Exchanges of every process and version that writes the file are
 * found by their ids, which only grow. To be called in a transaction. Throws SQLite's error.
 * @returns whether there may be more
 */
export function rollUpUsage(connection: Connection, maxRows: number): boolean {
  const after = rolledUpTo(connection);
  const { last, count } = connection.get(
    'SELECT MAX(id) AS last, COUNT(*) AS count FROM (SELECT id FROM exchange WHERE id > ? ORDER BY id LIMIT ?)',
    after,
    maxRows,
  ) ?? { last: null, count: 0 };
  if (typeof last !== 'number') return false;
  connection.run(rollUpSql, after, last);
  connection.run(rollUpCallsSql, after, last);
  connection.run('UPDATE usage_progress SET exchange_id = ?', last);
  return count === maxRows;
}

/** Drops the sums of hours that began before a time. Throws SQLite's error. */
export function forgetUsage(connection: Connection, beforeMs: number): void {
  connection.run('DELETE FROM usage_hour WHERE hour_ms < ?', beforeMs - hourMs);
  connection.run('DELETE FROM usage_call_hour WHERE hour_ms < ?', beforeMs - hourMs);
}

const hourMs = 3_600_000;

/** Ids begin anew when every exchange has been deleted. */
function rolledUpTo(connection: Connection): number {
  const done = Number(connection.get('SELECT exchange_id FROM usage_progress')?.['exchange_id'] ?? 0);
  const newest = Number(connection.get('SELECT MAX(id) AS id FROM exchange')?.['id'] ?? 0);
  return newest < done ? 0 : done;
}

function compared(column: string): string {
  return `TOTAL(CASE WHEN ${isTextSql} AND ${hasAllSql} THEN ${column} END)`;
}

function firstTokensSql(index: number): string {
  const [from, to] = [firstTokenBoundsMs[index - 1], firstTokenBoundsMs[index]];
  const bounds = [
    ...(from === undefined ? [] : [`first_token_ms >= ${from}`]),
    ...(to === undefined ? [] : [`first_token_ms < ${to}`]),
  ];
  return `SUM(${isFirstTokenSql} AND ${bounds.join(' AND ')})`;
}
