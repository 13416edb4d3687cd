import type { Connection } from '../../storage/connection.ts';
import type { BatchWriter, Database } from '../../storage/database.ts';
import { forgetUsage, rollUpUsage } from '../summary/rollUpUsage.ts';

/** Rows that go in one transaction, and pages that are given back to the disk. */
const stepRows = 50;
const stepPages = 200;
const rolledUpRows = 250;
/** How often it is looked whether something is to go. */
const intervalMs = 60_000;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

export interface RecordBounds {
  readonly maxDays: number;
  readonly maxBytes: number;
  /** How long captured bodies are kept; 0: capturing is turned off, and all of them go. */
  readonly captureHours: number;
}

export interface RecordPrunerOptions {
  readonly database: Database;
  readonly bounds: () => RecordBounds;
  readonly now: () => number;
}

/** Keeps the record within its age and size, the oldest exchanges first, a few at a time. */
export class RecordPruner implements BatchWriter {
  readonly #options: RecordPrunerOptions;
  #nextMs = 0;

  constructor(options: RecordPrunerOptions) {
    this.#options = options;
  }

  /** The settings have changed: what no longer may be there goes now. */
  tickNow(): void {
    this.#nextMs = 0;
    this.tick();
  }

  /** To be called with every exchange; does something once a minute. */
  tick(): void {
    const nowMs = this.#options.now();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + intervalMs;
    this.#options.database.schedule(this);
  }

  write(connection: Connection): boolean {
    // What is deleted stays in the sums of its hour.
    if (rollUpUsage(connection, rolledUpRows)) return true;
    const { maxDays, maxBytes, captureHours } = this.#options.bounds();
    const captured = deleteCaptured(
      connection,
      captureHours === 0 ? Number.MAX_SAFE_INTEGER : this.#options.now() - captureHours * hourMs,
    );
    const oldestMs = this.#options.now() - maxDays * dayMs;
    forgetUsage(connection, oldestMs);
    let { changes } = connection.run(
      `DELETE FROM exchange WHERE id IN (SELECT id FROM exchange WHERE at_ms < ? ORDER BY at_ms LIMIT ${stepRows})`,
      oldestMs,
    );
    if (changes === 0 && captured === 0 && usedBytes(connection) > maxBytes) {
      // Bodies take the room of many rows.
      connection.run(
        'DELETE FROM capture WHERE request_id IN (SELECT request_id FROM capture ORDER BY at_ms LIMIT 16)',
      );
      ({ changes } = connection.run(
        `DELETE FROM exchange WHERE id IN (SELECT id FROM exchange ORDER BY at_ms LIMIT ${stepRows})`,
      ));
    }
    const freePages = pragmaOf(connection, 'freelist_count');
    connection.exec(`PRAGMA incremental_vacuum(${stepPages})`);
    const isShrinking = pragmaOf(connection, 'freelist_count') < freePages;
    return changes > 0 || captured > 0 || isShrinking;
  }

  written(): void {
    // Nothing is kept here.
  }

  giveUp(): void {
    // The next tick tries again.
  }
}

/** @returns how many are gone; a few at a time, since they are large */
function deleteCaptured(connection: Connection, beforeMs: number): number {
  return connection.run(
    'DELETE FROM capture WHERE request_id IN (SELECT request_id FROM capture WHERE at_ms < ? LIMIT 16)',
    beforeMs,
  ).changes;
}

function usedBytes(connection: Connection): number {
  const usedPages = pragmaOf(connection, 'page_count') - pragmaOf(connection, 'freelist_count');
  return usedPages * pragmaOf(connection, 'page_size');
}

function pragmaOf(connection: Connection, name: string): number {
  return Number(connection.pragma(name) ?? 0);
}
