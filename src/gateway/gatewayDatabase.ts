import { join } from 'node:path';
import { systemClock } from './exchange/clock.ts';
import type { Log } from './log.ts';
import { Database } from './storage/database.ts';
import { databaseName } from './usage/record/openRecord.ts';

/** The database of a data folder; nothing is opened yet. */
export function gatewayDatabase(options: {
  readonly dataDir: string;
  readonly now: () => number;
  readonly log: Log;
}): Database {
  return new Database({
    ...options,
    file: join(options.dataDir, databaseName),
    after: (delayMs, callback) => systemClock.after(delayMs, callback),
  });
}
