import type { Connection } from '../../storage/connection.ts';
import type { BatchWriter, Database } from '../../storage/database.ts';

/** The most that is kept of a request and of an answer. */
export const maxCapturedBytes = 1024 * 1024;
/** Bodies of one transaction. */
const maxBatch = 8;
/** What waits while the disk is slower than the requests; beyond it the oldest are lost. */
const maxWaiting = 64;

/** What a client sent and was sent, prompts included. */
export interface CapturedExchange {
  readonly requestId: string;
  readonly atMs: number;
  readonly request: Uint8Array;
  readonly answer: Uint8Array;
  /** There was more than is kept. */
  readonly isCut: boolean;
}

/** Where captured exchanges go. */
export interface CaptureSink {
  keep(captured: CapturedExchange): void;
}

/** Keeps captured exchanges in the database; the pruner deletes them after their time, and when capturing is turned off. */
export class CaptureWriter implements BatchWriter, CaptureSink {
  readonly #database: Database;
  #waiting: CapturedExchange[] = [];
  #writing = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  keep(captured: CapturedExchange): void {
    this.#waiting.push(captured);
    if (this.#waiting.length > maxWaiting) this.#waiting.shift();
    this.#database.schedule(this);
  }

  write(connection: Connection): boolean {
    this.#writing = Math.min(this.#waiting.length, maxBatch);
    for (const { requestId, atMs, request, answer, isCut } of this.#waiting.slice(0, this.#writing)) {
      connection.run(
        'INSERT OR IGNORE INTO capture (request_id, at_ms, request, answer, is_cut) VALUES (?, ?, ?, ?, ?)',
        requestId,
        Math.round(atMs),
        request,
        answer,
        Number(isCut),
      );
    }
    return this.#waiting.length > this.#writing;
  }

  written(): void {
    this.#waiting.splice(0, this.#writing);
  }

  giveUp(): void {
    this.#waiting = [];
  }
}
