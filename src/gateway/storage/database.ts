import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';
import { loadSqlite, type Sqlite } from './loadSqlite.ts';
import { openDatabase } from './openDatabase.ts';
import { isBusy, isCorrupt } from './sqliteError.ts';

/** Gathered writes go to disk this often: so much a crash may lose. */
const flushIntervalMs = 500;
/** Another process that writes is waited for this long; then the batch waits for the next turn, since waiting blocks streams. */
const busyTimeoutMs = 50;
/** At the end there is no next turn. */
const lastFlushTimeoutMs = 2000;
/** A batch that fails this often in a row is given up, so that memory stays bounded on a full disk. */
const maxFailures = 20;

/** Who gathers what is to be written, and writes it when it is time. */
export interface BatchWriter {
  /**
   * Writes what it has gathered, at most some hundred rows, inside a transaction that may be rolled back.
   * @param isLast nothing may be left for later: all is to be on disk now
   * @returns whether there is more: at once, or with the next turn
   */
  write(connection: Connection, isLast: boolean): boolean | 'later';
  /** What it wrote is committed. */
  written(): void;
  /** It cannot be written; drop what is gathered. */
  giveUp(): void;
}

export interface DatabaseOptions {
  readonly file: string;
  readonly log: Log;
  /** Time in ms since 1970. */
  readonly now: () => number;
  /** Calls once after a delay; returns what cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** undefined: this Node has none. */
  readonly sqlite?: () => Sqlite | undefined;
}

/**
 * The gateway's SQLite file: opened when it is first needed, written in batches on a timer, so that no request ever waits for the
 * disk. A damaged file is set aside and a new one begun. Where there is none, everything goes on without; nothing here throws.
 */
export class Database {
  readonly #options: DatabaseOptions;
  readonly #waiting = new Set<BatchWriter>();
  #connection: Connection | undefined;
  #cancelTimer: (() => void) | undefined;
  #failures = 0;
  #isUnavailable = false;
  #isClosed = false;
  #problem: string | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** What is wrong with it, for the status; undefined: nothing. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get file(): string {
    return this.#options.file;
  }

  /** Runs a query; undefined when there is no database or it fails, which the log says. */
  read<T>(query: (connection: Connection) => T): T | undefined {
    const connection = this.#open();
    if (connection === undefined) return undefined;
    try {
      return query(connection);
    } catch (error) {
      this.#failed(error, 'read');
      return undefined;
    }
  }

  /** The writer has something to write: it is asked for it soon. */
  schedule(writer: BatchWriter): void {
    if (this.#isUnavailable || this.#isClosed) {
      writer.giveUp();
      return;
    }
    this.#waiting.add(writer);
    this.#startTimer(flushIntervalMs);
  }

  /** Writes everything that is gathered, at once. */
  flush(): void {
    this.#stopTimer();
    const connection = this.#waiting.size === 0 ? undefined : this.#open();
    if (connection === undefined) return;
    connection.exec(`PRAGMA busy_timeout = ${lastFlushTimeoutMs}`);
    while (this.#waiting.size > 0 && this.#writeBatch(true) !== 'failed');
    this.#connection?.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    if (this.#waiting.size > 0) this.#startTimer(flushIntervalMs);
  }

  /** Writes what is gathered and closes the file, for good. */
  close(): void {
    this.flush();
    this.#stopTimer();
    this.#giveUp();
    this.#isClosed = true;
    this.#closeConnection();
  }

  #startTimer(delayMs: number): void {
    this.#cancelTimer ??= this.#options.after(delayMs, () => {
      this.#cancelTimer = undefined;
      const hasMore = this.#writeBatch(false) === 'more';
      // One short batch after the other, with the requests between them.
      if (this.#waiting.size > 0) this.#startTimer(hasMore ? 1 : flushIntervalMs);
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** @returns whether a writer has more to write at once */
  #writeBatch(isLast: boolean): 'written' | 'more' | 'failed' {
    const connection = this.#open();
    if (connection === undefined) {
      this.#giveUp();
      return 'failed';
    }
    const writers = [...this.#waiting];
    const unfinished = new Map<BatchWriter, true | 'later'>();
    try {
      connection.transaction(() => {
        for (const writer of writers) {
          const more = writer.write(connection, isLast);
          if (more !== false) unfinished.set(writer, more);
        }
      });
    } catch (error) {
      this.#failed(error, 'written');
      if (++this.#failures >= maxFailures) this.#giveUp();
      return 'failed';
    }
    this.#failures = 0;
    for (const writer of writers) {
      writer.written();
      if (!unfinished.has(writer)) this.#waiting.delete(writer);
    }
    return [...unfinished.values()].includes(true) ? 'more' : 'written';
  }

  #giveUp(): void {
    for (const writer of this.#waiting) writer.giveUp();
    this.#waiting.clear();
    this.#failures = 0;
  }

  #open(): Connection | undefined {
    if (this.#connection !== undefined || this.#isUnavailable || this.#isClosed) return this.#connection;
    const sqlite = (this.#options.sqlite ?? loadSqlite)();
    if (sqlite === undefined) {
      this.#unavailable('this Node has no SQLite (it needs 22.15 or newer)');
      return undefined;
    }
    try {
      this.#connection = openDatabase(sqlite, this.file, busyTimeoutMs);
    } catch (error) {
      if (isCorrupt(error) && this.#setAside(error)) return this.#openAnew(sqlite);
      this.#unavailable(String(error));
    }
    return this.#connection;
  }

  #openAnew(sqlite: Sqlite): Connection | undefined {
    try {
      this.#connection = openDatabase(sqlite, this.file, busyTimeoutMs);
    } catch (error) {
      this.#unavailable(String(error));
    }
    return this.#connection;
  }

  #failed(error: unknown, what: 'read' | 'written'): void {
    if (isCorrupt(error)) {
      this.#closeConnection();
      if (!this.#setAside(error)) this.#unavailable(String(error));
      return;
    }
    const message = `${this.file} could not be ${what}: ${String(error)}`;
    if (isBusy(error)) this.#options.log.debug(message);
    else this.#options.log.warn(message);
  }

  /** @returns whether the name is free for a new file */
  #setAside(error: unknown): boolean {
    const { log, now } = this.#options;
    const stamp = new Date(now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const aside = `${this.file}.damaged-${stamp}`;
    try {
      renameSync(this.file, aside);
      if (existsSync(`${this.file}-wal`)) renameSync(`${this.file}-wal`, `${aside}-wal`);
      rmSync(`${this.file}-shm`, { force: true });
    } catch (renameError) {
      log.error(`${this.file} is damaged and cannot be set aside: ${String(renameError)}`);
      return false;
    }
    this.#problem = `The record was damaged (${String(error)}): it is set aside as ${aside}, and a new one is begun.`;
    log.error(this.#problem);
    return true;
  }

  #unavailable(reason: string): void {
    this.#isUnavailable = true;
    this.#problem = `Nothing is recorded and no state is kept across restarts: ${reason}.`;
    this.#options.log.warn(this.#problem);
    this.#giveUp();
  }

  #closeConnection(): void {
    try {
      this.#connection?.close();
    } catch (error) {
      this.#options.log.debug(`${this.file} could not be closed: ${String(error)}`);
    }
    this.#connection = undefined;
  }
}
