import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SQLInputValue } from 'node:sqlite';
import type {
  UsageBucket,
  UsageCalls,
  UsageDimension,
  UsageFilter,
  UsageGroup,
  UsageQuestion,
  UsageResult,
} from '../../../protocol/usage.ts';
import type { Connection } from '../../storage/connection.ts';
import type { SqlCondition } from '../record/requestFilter.ts';
import type { Rates } from '../money/rates.ts';
import { compareUsage } from './compareUsage.ts';
import { rollUpUsage } from './rollUpUsage.ts';
import { type UsagePeriod, usagePeriods } from './usagePeriods.ts';
import { UsageSum, usageSumSql } from './usageSum.ts';

/** Rows that are added up at once: some milliseconds of work. */
const rolledUpRows = 250;

export interface UsageSources {
  /** Throws when the database cannot be read. */
  readonly read: <T>(query: (connection: Connection) => T) => T;
  /** What a `provider/model` costs; undefined: not known. */
  readonly ratesOf: (model: string) => Promise<Rates | undefined>;
  readonly isRecording: boolean;
  readonly nowMs: number;
}

const keySql: Readonly<Record<UsageDimension, string>> = {
  provider: 'provider',
  model: nameSql('model'),
  workspace: 'workspace',
  client: 'client',
  account: nameSql('account'),
};

/**
 * Answers what the page Usage asks: one short query a day or hour, with the requests of others between them.
 * @throws GatewayError for a range that is none, and what `read` throws
 */
export async function answerUsage(
  question: UsageQuestion,
  { read, ratesOf, isRecording, nowMs }: UsageSources,
  signal: AbortSignal,
): Promise<UsageResult> {
  const { by, filter = {}, compareWith } = question;
  const { periods, ...range } = usagePeriods(question.range, nowMs);
  await rollUp(read, signal);

  const total = new UsageSum();
  const groups = new Sums();
  const calls = new Map<string, { calls: number; failedCalls: number }>();
  const choices = new Choices();
  const buckets: UsageBucket[] = [];
  for (const period of periods) {
    await nextTurn();
    signal.throwIfAborted();
    const bucketTotal = new UsageSum();
    const bucketGroups = new Sums();
    read((connection) => {
      for (const row of sumRows(connection, by, filter, period)) {
        const key = String(row['key']);
        for (const sum of [total, bucketTotal, groups.of(key), bucketGroups.of(key)]) sum.add(row);
      }
      choices.add(connection, period);
      addCalls(calls, connection, by, filter, period);
    });
    buckets.push({ start: period.start, total: bucketTotal.amounts(), groups: bucketGroups.byCost() });
  }
  return {
    ...range,
    by,
    buckets,
    total: total.amounts(),
    groups: groups.byCost(),
    ...(hasCalls(by, filter)
      ? { calls: [...calls].map(([key, counts]): UsageCalls => ({ key, ...counts })) }
      : {}),
    choices: choices.sorted(),
    ...(compareWith === undefined
      ? {}
      : { comparison: compareUsage(total, compareWith, await ratesOf(compareWith)) }),
    isRecording,
  };
}

/** Brings the sums up to date. Where another process holds the lock, it is at the same. */
async function rollUp(read: UsageSources['read'], signal: AbortSignal): Promise<void> {
  const step = (connection: Connection): boolean => {
    let hasMore = false;
    connection.transaction(() => {
      hasMore = rollUpUsage(connection, rolledUpRows);
    });
    return hasMore;
  };
  while (read(step)) {
    await nextTurn();
    signal.throwIfAborted();
  }
}

function sumRows(connection: Connection, by: UsageDimension, filter: UsageFilter, period: UsagePeriod) {
  const { sql, values } = conditionOf(filter, period);
  return connection.all(
    `SELECT ${keySql[by]} AS key, ${usageSumSql} FROM usage_hour WHERE ${sql} GROUP BY 1`,
    ...values,
  );
}

/** A call belongs to no workspace and no client. */
function hasCalls(by: UsageDimension, { workspace, client }: UsageFilter): boolean {
  return by !== 'workspace' && by !== 'client' && workspace === undefined && client === undefined;
}

function addCalls(
  sums: Map<string, { calls: number; failedCalls: number }>,
  connection: Connection,
  by: UsageDimension,
  filter: UsageFilter,
  period: UsagePeriod,
): void {
  if (!hasCalls(by, filter)) return;
  const { sql, values } = conditionOf(filter, period);
  const rows = connection.all(
    `SELECT ${keySql[by]} AS key, SUM(calls) AS calls, SUM(failed_calls) AS failed_calls
     FROM usage_call_hour WHERE ${sql} GROUP BY 1`,
    ...values,
  );
  for (const row of rows) {
    const key = String(row['key']);
    const sum = sums.get(key) ?? { calls: 0, failedCalls: 0 };
    sum.calls += Number(row['calls']);
    sum.failedCalls += Number(row['failed_calls']);
    sums.set(key, sum);
  }
}

function conditionOf(filter: UsageFilter, { fromMs, toMs }: UsagePeriod): SqlCondition {
  const asked = (['provider', 'model', 'workspace', 'client'] as const).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ sql: `${keySql[name]} = ?`, value }];
  });
  const values: readonly SQLInputValue[] = [fromMs, toMs, ...asked.map(({ value }) => value)];
  return { sql: ['hour_ms >= ?', 'hour_ms < ?', ...asked.map(({ sql }) => sql)].join(' AND '), values };
}

/** `provider/name`; empty where there is no provider. */
function nameSql(column: string): string {
  return `CASE WHEN provider = '' THEN '' ELSE provider || '/' || ${column} END`;
}

class Sums {
  readonly #sums = new Map<string, UsageSum>();

  of(key: string): UsageSum {
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    const sum = new UsageSum();
    this.#sums.set(key, sum);
    return sum;
  }

  byCost(): UsageGroup[] {
    return [...this.#sums]
      .map(([key, sum]) => ({ key, ...sum.amounts() }))
      .sort((one, other) => other.costUsd - one.costUsd || other.requests - one.requests);
  }
}

class Choices {
  readonly #sets = {
    provider: new Set<string>(),
    model: new Set<string>(),
    workspace: new Set<string>(),
    client: new Set<string>(),
  };

  add(connection: Connection, { fromMs, toMs }: UsagePeriod): void {
    const rows = connection.all(
      `SELECT DISTINCT provider, ${keySql.model} AS model, workspace, client
       FROM usage_hour WHERE hour_ms >= ? AND hour_ms < ?`,
      fromMs,
      toMs,
    );
    for (const row of rows) {
      for (const [name, set] of Object.entries(this.#sets)) {
        if (row[name] !== '') set.add(String(row[name]));
      }
    }
  }

  sorted(): UsageResult['choices'] {
    const { provider, model, workspace, client } = this.#sets;
    const sorted = (set: ReadonlySet<string>): string[] => [...set].sort();
    return {
      provider: sorted(provider),
      model: sorted(model),
      workspace: sorted(workspace),
      client: sorted(client),
    };
  }
}
