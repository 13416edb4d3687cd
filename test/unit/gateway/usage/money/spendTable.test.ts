import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { Connection } from '../../../../../src/gateway/storage/connection.ts';
import { Database } from '../../../../../src/gateway/storage/database.ts';
import { migrate, migrations } from '../../../../../src/gateway/storage/migrations.ts';
import { SpendBook } from '../../../../../src/gateway/usage/money/spendBook.ts';
import { SpendTable } from '../../../../../src/gateway/usage/money/spendTable.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

/** The book of one process. */
function openBook(
  file: string,
  clock: ManualClock,
): { readonly book: SpendBook; readonly database: Database } {
  const database = new Database({
    file,
    log: recordingLog(),
    now: () => clock.now(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
  });
  return { book: new SpendBook(new SpendTable(database), () => clock.now()), database };
}

const total = 'total';
const names = [total, 'provider paid'];
const call = { usd: 1, tokens: 10 };

describe('sums of spending in the database', () => {
  const folder = temporaryFolder();
  let count = 0;
  const newFile = (): string => join(folder, `${++count}`, 'muxgate.db');

  it('lose nothing while one process takes over from another that still settles', () => {
    const clock = new ManualClock();
    const file = newFile();
    const { book: old } = openBook(file, clock);
    old.add(names, call);
    clock.advance(1000);
    const { book: next, database } = openBook(file, clock);
    next.add(names, { usd: 2, tokens: 20 });
    // A stream of the old one has ended.
    old.add(names, { usd: 4, tokens: 40 });
    clock.advance(1000);
    next.add(names, { usd: undefined, tokens: 80 });
    old.add(names, { usd: 8, tokens: 160 });
    clock.advance(1000);
    database.flush();
    const { book: last } = openBook(file, clock);
    for (const book of [old, next, last]) {
      for (const name of names) {
        const spent = { usd: 15, tokens: 310, requests: 5, hasUnknown: true };
        assert.deepEqual(book.spent(name, 'day'), spent);
        assert.deepEqual(book.spent(name, 'month'), spent);
      }
    }
  });

  it('are known to another process within two seconds, so that its budgets hold', () => {
    const clock = new ManualClock();
    const file = newFile();
    const [{ book: one }, { book: other }] = [openBook(file, clock), openBook(file, clock)];
    other.add(names, call);
    one.add(names, call);
    clock.advance(2000);
    assert.equal(other.spent(total, 'day').usd, 2);
    assert.equal(one.spent(total, 'month').usd, 2);
  });

  it('count what is spent around midnight in the day that it was spent in', () => {
    const clock = new ManualClock();
    const file = newFile();
    const now = new Date(clock.now());
    clock.advance(
      new Date(now.getFullYear(), now.getMonth() + 1, 10, 23, 59, 59, 900).getTime() - clock.now(),
    );
    const { book } = openBook(file, clock);
    book.add(names, call);
    clock.advance(200);
    book.add(names, { usd: 2, tokens: 1 });
    clock.advance(1000);
    const { book: other } = openBook(file, clock);
    assert.deepEqual([other.spent(total, 'day').usd, other.spent(total, 'month').usd], [2, 3]);
  });

  it('are written again into a file that is begun anew, once', () => {
    const clock = new ManualClock();
    let table = new SpendTable(openBook(newFile(), clock).database);
    const book = new SpendBook(
      {
        load: (periods) => table.load(periods),
        hasChanged: () => table.hasChanged(),
        add: (...added) => table.add(...added),
      },
      () => clock.now(),
    );
    book.add(names, call);
    clock.advance(1000);
    const file = newFile();
    table = new SpendTable(openBook(file, clock).database);
    for (let second = 0; second < 5; second++) {
      clock.advance(1000);
      assert.equal(book.spent(total, 'month').usd, 1);
    }
    assert.equal(openBook(file, clock).book.spent(total, 'month').usd, 1);
  });

  it('of earlier months are not kept', () => {
    const clock = new ManualClock();
    const file = newFile();
    const { book } = openBook(file, clock);
    book.add(names, call);
    clock.advance(40 * 86_400_000);
    book.add(names, call);
    clock.advance(1000);
    const periods = new DatabaseSync(file).prepare('SELECT DISTINCT period FROM spend ORDER BY period').all();
    const { month, day } = book.periods;
    assert.deepEqual(
      periods.map(({ period }) => period),
      [month, day],
    );
  });

  it('that an earlier version wrote as one value are taken over', () => {
    const clock = new ManualClock();
    const file = newFile();
    const { book, database } = openBook(file, clock);
    const { day, month } = book.periods;
    database.close();
    rmSync(file);
    const connection = new Connection(new DatabaseSync(file));
    const before = migrations.findIndex((step) => step.includes('CREATE TABLE spend'));
    migrate(connection, migrations.slice(0, before));
    const sums = [[total, 1.5, 10, 2, 0, 4.25, 100, 20, 1]];
    connection.run(
      "INSERT INTO state (key, value, saved_at_ms) VALUES ('spend', ?, 0)",
      JSON.stringify({ day, month, sums }),
    );
    connection.close();
    const { book: next } = openBook(file, clock);
    assert.deepEqual(next.spent(total, 'day'), { usd: 1.5, tokens: 10, requests: 2, hasUnknown: false });
    assert.deepEqual(next.spent(total, 'month'), { usd: 4.25, tokens: 100, requests: 20, hasUnknown: true });
  });
});
