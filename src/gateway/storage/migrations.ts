import type { Connection } from './connection.ts';
import { usageSumColumns } from './usageSumColumns.ts';

/**
 * What makes each version of the database from the one before. They only add: an older Muxgate goes on with a newer file, since
 * windows of several editors share it.
 */
export const migrations: readonly string[] = [
  'CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, saved_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;',
  // Not strict: a provider may report counts of any form, and no row is lost over it.
  `CREATE TABLE exchange (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    at_ms INTEGER NOT NULL,
    window TEXT,
    workspace TEXT,
    client TEXT,
    endpoint TEXT NOT NULL,
    inbound_format TEXT,
    upstream_format TEXT,
    requested_model TEXT,
    chosen_model TEXT,
    cause TEXT,
    rule TEXT,
    reason TEXT,
    route TEXT,
    strategy TEXT,
    provider TEXT,
    account TEXT,
    model TEXT,
    variant TEXT,
    intent TEXT,
    intent_confidence REAL,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    cost_usd REAL,
    cost_kind TEXT,
    estimated_usd REAL,
    over_budget TEXT,
    down_routed INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    first_byte_ms REAL,
    first_token_ms REAL,
    decision_ms REAL,
    duration_ms REAL NOT NULL,
    status INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    error_code TEXT,
    error_message TEXT,
    dropped TEXT
  );
  CREATE INDEX exchange_at ON exchange (at_ms);
  CREATE TABLE attempt (
    exchange_id INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    variant TEXT,
    started_at_ms INTEGER NOT NULL,
    duration_ms REAL NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    error_code TEXT,
    error_message TEXT,
    PRIMARY KEY (exchange_id, number)
  ) WITHOUT ROWID;`,
  'ALTER TABLE exchange ADD COLUMN intent_signals TEXT;',
  // Prompts: only where the user has turned capturing on.
  `CREATE TABLE capture (
    request_id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    request BLOB NOT NULL,
    answer BLOB NOT NULL,
    is_cut INTEGER NOT NULL
  );
  CREATE INDEX capture_at ON capture (at_ms);`,
  // What people think of answers: 1 or -1.
  `CREATE TABLE rating (
    request_id TEXT PRIMARY KEY REFERENCES exchange (request_id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    rating INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;`,
  // Sums of exchanges by hour, made of their rows some time after these were written; `usage_progress` says up to which.
  `CREATE TABLE usage_hour (
    hour_ms INTEGER NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    workspace TEXT NOT NULL,
    client TEXT NOT NULL,
    ${usageSumColumns.map((name) => `${name} NUMERIC NOT NULL`).join(', ')},
    first_token_min_ms REAL,
    first_token_max_ms REAL,
    PRIMARY KEY (hour_ms, provider, account, model, workspace, client)
  ) WITHOUT ROWID;
  CREATE TABLE usage_call_hour (
    hour_ms INTEGER NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    calls INTEGER NOT NULL,
    failed_calls INTEGER NOT NULL,
    PRIMARY KEY (hour_ms, provider, account, model)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE usage_progress (exchange_id INTEGER NOT NULL) STRICT;
  INSERT INTO usage_progress VALUES (0);`,
  // Where a decision looked, and its rules one by one: paths and reasons, no words of a prompt.
  `ALTER TABLE exchange ADD COLUMN layer TEXT;
  ALTER TABLE exchange ADD COLUMN files TEXT;
  ALTER TABLE exchange ADD COLUMN rules TEXT;`,
  // Sums of spending by day and month, to which every process adds; they were one JSON value before.
  `CREATE TABLE spend (
    period TEXT NOT NULL,
    name TEXT NOT NULL,
    usd REAL NOT NULL,
    tokens REAL NOT NULL,
    requests INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    PRIMARY KEY (period, name)
  ) WITHOUT ROWID;
  INSERT OR IGNORE INTO spend
    SELECT state.value ->> '$.day', sum.value ->> 0, sum.value ->> 1, sum.value ->> 2, sum.value ->> 3, sum.value ->> 4
    FROM state, json_each(state.value, '$.sums') AS sum WHERE state.key = 'spend';
  INSERT OR IGNORE INTO spend
    SELECT state.value ->> '$.month', sum.value ->> 0, sum.value ->> 5, sum.value ->> 6, sum.value ->> 7, sum.value ->> 8
    FROM state, json_each(state.value, '$.sums') AS sum WHERE state.key = 'spend';
  DELETE FROM state WHERE key = 'spend';`,
];

/** Brings the database up to the newest version, in one transaction. Throws SQLite's error. */
export function migrate(connection: Connection, steps: readonly string[] = migrations): void {
  if (versionOf(connection) >= steps.length) return;
  connection.transaction(() => {
    // Another process may have done it between the two looks.
    for (const step of steps.slice(versionOf(connection))) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${Math.max(steps.length, versionOf(connection))}`);
  });
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version') ?? 0);
}
