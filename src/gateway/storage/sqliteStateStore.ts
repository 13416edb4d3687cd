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
  readonly #changed = new Map<string, unknown>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  load(key: string): unknown {
    if (this.#changed.has(key)) return this.#changed.get(key);
    const row = this.#database.read((connection) =>
      connection.get('SELECT value FROM state WHERE key = ?', key),
    );
    return typeof row?.['value'] === 'string' ? parsed(row['value']) : undefined;
  }

  save(key: string, value: unknown): void {
    this.#changed.set(key, value);
    this.#database.schedule(this);
  }

  flush(): void {
    this.#database.flush();
  }

  write(connection: Connection): boolean {
    for (const [key, value] of this.#changed) {
      connection.run(
        'INSERT INTO state (key, value, saved_at_ms) VALUES (?, ?, ?) ' +
          'ON CONFLICT (key) DO UPDATE SET value = excluded.value, saved_at_ms = excluded.saved_at_ms',
        key,
        value === undefined ? 'null' : JSON.stringify(value),
        this.#now(),
      );
    }
    return false;
  }

  written(): void {
    this.#changed.clear();
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
