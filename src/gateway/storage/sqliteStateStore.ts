import type { Connection } from './connection.ts';
import type { BatchWriter, Database } from './database.ts';
import type { StateStore } from './stateStore.ts';

/**
 * State in the gateway's database. A value becomes JSON when it is written, so that one which changes with every request costs
 * nothing at each.
 */
export class SqliteStateStore implements StateStore, BatchWriter {
  readonly #database: Database;
  readonly #now: () => number;
  /** Not yet on disk. */
  readonly #changed = new Map<string, { readonly value: unknown; readonly restMs: number }>();
  /** When keys that rest were written, ms since 1970. */
  readonly #writtenAtMs = new Map<string, number>();
  /** In the transaction that runs. */
  #writing: string[] = [];

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  load(key: string): unknown {
    const changed = this.#changed.get(key);
    if (changed !== undefined) return changed.value;
    const row = this.#database.read((connection) =>
      connection.get('SELECT value FROM state WHERE key = ?', key),
    );
    return typeof row?.['value'] === 'string' ? parsed(row['value']) : undefined;
  }

  save(key: string, value: unknown, restMs = 0): void {
    this.#changed.set(key, { value, restMs });
    this.#database.schedule(this);
  }

  flush(): void {
    this.#database.flush();
  }

  write(connection: Connection, isLast: boolean): false | 'later' {
    const nowMs = this.#now();
    this.#writing = [];
    for (const [key, { value, restMs }] of this.#changed) {
      if (!isLast && nowMs < (this.#writtenAtMs.get(key) ?? -Infinity) + restMs) continue;
      this.#writing.push(key);
      connection.run(
        'INSERT INTO state (key, value, saved_at_ms) VALUES (?, ?, ?) ' +
          'ON CONFLICT (key) DO UPDATE SET value = excluded.value, saved_at_ms = excluded.saved_at_ms',
        key,
        value === undefined ? 'null' : JSON.stringify(value),
        nowMs,
      );
    }
    return this.#writing.length < this.#changed.size ? 'later' : false;
  }

  written(): void {
    for (const key of this.#writing) {
      if ((this.#changed.get(key)?.restMs ?? 0) > 0) this.#writtenAtMs.set(key, this.#now());
      this.#changed.delete(key);
    }
    this.#writing = [];
  }

  giveUp(): void {
    this.#changed.clear();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
