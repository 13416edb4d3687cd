import type { Connection, Row } from '../../storage/connection.ts';
import { conditionOf, type RequestFilter } from './requestFilter.ts';

/** What usage can be told apart by. */
export const usageGroups = [
  'provider',
  'model',
  'workspace',
  'client',
  'day',
  'account',
  'route',
  'variant',
] as const;
export type UsageGroup = (typeof usageGroups)[number];

/** What a group of exchanges used. */
export interface UsageSummary {
  /** Empty: the exchanges that have none. */
  readonly key: string;
  readonly requests: number;
  /** The client got an error. */
  readonly failures: number;
  /** Calls that failed, the ones after which another was tried too. */
  readonly failedCalls: number;
  /** Requests that a budget sent to a cheaper model; by model they count at the one that was too dear. */
  readonly downRouted: number;
  readonly fromCache: number;
  /** Answers that people rated as good, and as bad (`muxgate rate`). */
  readonly ratedUp: number;
  readonly ratedDown: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Of the exchanges whose cost is known; undefined: none is. */
  readonly costUsd: number | undefined;
  /** The part of it that is estimated. */
  readonly estimatedUsd: number;
  /** Exchanges that cost something unknown. */
  readonly unknownCosts: number;
  readonly firstTokenP50Ms: number | undefined;
  readonly firstTokenP95Ms: number | undefined;
}

const groupSql: Readonly<Record<UsageGroup, string>> = {
  provider: 'exchange.provider',
  model: "exchange.provider || '/' || exchange.model",
  workspace: 'exchange.workspace',
  client: 'exchange.client',
  day: "strftime('%Y-%m-%d', exchange.at_ms / 1000, 'unixepoch', 'localtime')",
  account: "exchange.provider || '/' || exchange.account",
  route: "'@' || exchange.route",
  variant: 'exchange.variant',
};

/** A failed call counts where it was made, which need not be where the answer came from. */
const callGroupSql: Readonly<Partial<Record<UsageGroup, string>>> = {
  provider: 'attempt.provider',
  model: "attempt.provider || '/' || attempt.model",
  account: "attempt.provider || '/' || attempt.account",
  variant: 'attempt.variant',
};

/** Usage by group: the dearest first, days in their order. Throws SQLite's error. */
export function summarizeUsage(
  connection: Connection,
  by: UsageGroup,
  filter: RequestFilter,
): UsageSummary[] {
  const { sql, values } = conditionOf(filter);
  const group = `COALESCE(${groupSql[by]}, '')`;
  const sums = connection.all(
    `SELECT ${group} AS key, COUNT(*) AS requests,
       SUM(exchange.outcome = 'failed') AS failures,
       SUM(exchange.cached) AS from_cache,
       TOTAL(exchange.input_tokens) AS input_tokens,
       TOTAL(exchange.cached_input_tokens) AS cached_input_tokens,
       TOTAL(exchange.output_tokens) AS output_tokens,
       SUM(exchange.cost_usd) AS cost_usd,
       TOTAL(CASE WHEN exchange.cost_kind = 'estimated' THEN exchange.cost_usd END) AS estimated_usd,
       SUM(exchange.cost_kind IS 'unknown') AS unknown_costs
     FROM exchange WHERE ${sql} GROUP BY 1`,
    ...values,
  );
  const failedCalls = countByGroup(
    connection,
    callGroupSql[by] ?? groupSql[by],
    "exchange JOIN attempt ON exchange.id = attempt.exchange_id AND attempt.outcome = 'failed'",
    filter,
  );
  const dearGroup = by === 'model' ? 'exchange.chosen_model' : groupSql[by];
  const downRouted = countByGroup(connection, dearGroup, 'exchange', filter, 'exchange.down_routed = 1');
  // A file that only an older Muxgate has written has none yet.
  const hasRatings = connection.get("SELECT 1 FROM sqlite_master WHERE name = 'rating'") !== undefined;
  const rated = (value: 1 | -1): Map<string, number> =>
    hasRatings
      ? countByGroup(
          connection,
          groupSql[by],
          'exchange JOIN rating ON exchange.request_id = rating.request_id',
          filter,
          `rating.rating = ${value}`,
        )
      : new Map<string, number>();
  const [ratedUp, ratedDown] = [rated(1), rated(-1)];
  const firstTokens = firstTokensByGroup(connection, group, filter);
  const known = new Map(sums.map((row) => [String(row['key']), row]));
  const keys = [...new Set([known, failedCalls, downRouted].flatMap((groups) => [...groups.keys()]))];
  const summaries = keys.map((key): UsageSummary => {
    const row = known.get(key);
    const number = (column: string): number => Number(row?.[column] ?? 0);
    const cost = row?.['cost_usd'];
    const times = firstTokens.get(key) ?? [];
    return {
      key,
      requests: number('requests'),
      failures: number('failures'),
      failedCalls: failedCalls.get(key) ?? 0,
      downRouted: downRouted.get(key) ?? 0,
      fromCache: number('from_cache'),
      ratedUp: ratedUp.get(key) ?? 0,
      ratedDown: ratedDown.get(key) ?? 0,
      inputTokens: number('input_tokens'),
      cachedInputTokens: number('cached_input_tokens'),
      outputTokens: number('output_tokens'),
      costUsd: typeof cost === 'number' ? cost : undefined,
      estimatedUsd: number('estimated_usd'),
      unknownCosts: number('unknown_costs'),
      firstTokenP50Ms: percentile(times, 0.5),
      firstTokenP95Ms: percentile(times, 0.95),
    };
  });
  return summaries.toSorted(by === 'day' ? byKey : byCost);
}

function countByGroup(
  connection: Connection,
  group: string,
  from: string,
  filter: RequestFilter,
  which = 'TRUE',
): Map<string, number> {
  const { sql, values } = conditionOf(filter);
  const rows = connection.all(
    `SELECT COALESCE(${group}, '') AS key, COUNT(*) AS count FROM ${from} WHERE ${which} AND ${sql} GROUP BY 1`,
    ...values,
  );
  return new Map(rows.map((row) => [String(row['key']), Number(row['count'])]));
}

/** Ascending. */
function firstTokensByGroup(
  connection: Connection,
  group: string,
  filter: RequestFilter,
): Map<string, number[]> {
  const { sql, values } = conditionOf(filter);
  const times = new Map<string, number[]>();
  const rows: Iterable<Row> = connection.iterate(
    `SELECT ${group} AS key, exchange.first_token_ms AS ms FROM exchange
     WHERE exchange.first_token_ms IS NOT NULL AND exchange.cached = 0 AND ${sql} ORDER BY exchange.first_token_ms`,
    ...values,
  );
  for (const row of rows) {
    const key = String(row['key']);
    const known = times.get(key);
    if (known === undefined) times.set(key, [Number(row['ms'])]);
    else known.push(Number(row['ms']));
  }
  return times;
}

/** Nearest rank, of ascending values. */
function percentile(values: readonly number[], share: number): number | undefined {
  return values[Math.max(0, Math.ceil(values.length * share) - 1)];
}

function byKey(one: UsageSummary, other: UsageSummary): number {
  return one.key < other.key ? -1 : 1;
}

function byCost(one: UsageSummary, other: UsageSummary): number {
  return (
    (other.costUsd ?? 0) - (one.costUsd ?? 0) ||
    other.requests - one.requests ||
    (one.key < other.key ? -1 : 1)
  );
}
