import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { Database } from '../../../../src/gateway/storage/database.ts';
import { SqliteStateStore } from '../../../../src/gateway/storage/sqliteStateStore.ts';
import { ManualClock } from '../../../helpers/manualClock.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

function openStore(file: string, sqlite?: () => undefined) {
  const clock = new ManualClock();
  const log = recordingLog();
  const database = new Database({
    file,
    log,
    now: () => clock.now(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
    ...(sqlite === undefined ? {} : { sqlite }),
  });
  return { clock, log, database, store: new SqliteStateStore(database, () => clock.now()) };
}

describe('Database and its state', () => {
  const folder = temporaryFolder();
  let count = 0;
  const newFile = (): string => join(folder, `${++count}`, 'muxgate.db');

  it('makes no file before something is asked for or saved', () => {
    const file = newFile();
    const { database } = openStore(file);
    database.flush();
    database.close();
    assert.equal(existsSync(file), false);
  });

  it('gives a saved value back at once, and to the next process within a second', () => {
    const file = newFile();
    const { clock, store } = openStore(file);
    store.save('cooldowns', { a: 1 });
    assert.deepEqual(store.load('cooldowns'), { a: 1 });
    assert.equal(openStore(file).store.load('cooldowns'), undefined);
    clock.advance(999);
    assert.deepEqual(openStore(file).store.load('cooldowns'), { a: 1 });
  });

  it('writes a value as it is when it is written, however often it was saved', () => {
    const file = newFile();
    const { clock, store } = openStore(file);
    const spend = { usd: 1 };
    store.save('spend', spend);
    spend.usd = 2;
    store.save('spend', spend);
    clock.advance(1000);
    assert.deepEqual(openStore(file).store.load('spend'), { usd: 2 });
  });

  it('lets a value that changes all the time rest after it was written, and writes its last state all the same', () => {
    const file = newFile();
    const { clock, store, database } = openStore(file);
    const onDisk = (): unknown => openStore(file).store.load('latency');
    store.save('latency', 1, 5000);
    clock.advance(1000);
    assert.equal(onDisk(), 1);
    store.save('latency', 2, 5000);
    store.save('cooldowns', 'at once');
    clock.advance(1000);
    assert.equal(openStore(file).store.load('cooldowns'), 'at once');
    assert.equal(onDisk(), 1);
    assert.equal(store.load('latency'), 2);
    clock.advance(5000);
    assert.equal(onDisk(), 2);
    store.save('latency', 3, 5000);
    database.close();
    assert.equal(onDisk(), 3);
  });

  it('writes what is gathered when it is flushed and when it is closed', () => {
    const file = newFile();
    const { store, database } = openStore(file);
    store.save('a', 1);
    store.flush();
    assert.equal(openStore(file).store.load('a'), 1);
    store.save('b', 2);
    database.close();
    assert.equal(openStore(file).store.load('b'), 2);
  });

  it('can be read by its owner only', function () {
    if (process.platform === 'win32') this.skip();
    const file = newFile();
    const { store } = openStore(file);
    store.save('a', 1);
    store.flush();
    for (const one of readdirSync(join(file, '..'))) {
      assert.equal(statSync(join(file, '..', one)).mode & 0o077, 0, one);
    }
  });

  it('sets a file that is no database aside and begins a new one, saying so', () => {
    const file = newFile();
    const before = openStore(file);
    before.store.save('a', 1);
    before.database.close();
    writeFileSync(file, 'this is not a database, and long enough to be looked at as one'.repeat(100));
    const { store, database, log, clock } = openStore(file);
    assert.equal(store.load('a'), undefined);
    store.save('a', 2);
    clock.advance(1000);
    assert.equal(openStore(file).store.load('a'), 2);
    const aside = readdirSync(join(file, '..')).find((name) => name.includes('damaged'));
    assert.match(readFileSync(join(file, '..', aside ?? ''), 'utf8'), /^this is not a database/);
    assert.match(database.problem ?? '', /damaged.*set aside/);
    assert.ok(log.lines.some((line) => line.startsWith('error The record was damaged')));
  });

  it('sets a file that is damaged in the middle aside when the damage is met, and loses nothing that waits', () => {
    const file = newFile();
    const before = openStore(file);
    for (let index = 0; index < 300; index++) before.store.save(`key ${index}`, 'x'.repeat(200));
    before.database.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096 * 2);
    writeFileSync(file, bytes);
    const { store, database, clock } = openStore(file);
    for (let index = 0; index < 300; index++) store.save(`key ${index}`, 'new');
    clock.advance(5000);
    assert.match(database.problem ?? '', /damaged/);
    assert.equal(openStore(file).store.load('key 150'), 'new');
  });

  it('keeps what it could not write while another process holds the file, and writes it later', () => {
    const file = newFile();
    const { store, database, clock } = openStore(file);
    store.save('a', 1);
    clock.advance(1000);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    store.save('a', 2);
    clock.advance(1000);
    other.exec('COMMIT');
    other.close();
    clock.advance(1000);
    assert.equal(openStore(file).store.load('a'), 2);
    assert.equal(database.problem, undefined);
  });

  it('lets two processes write the same file', () => {
    const file = newFile();
    const one = openStore(file);
    const other = openStore(file);
    one.store.save('one', 1);
    other.store.save('other', 2);
    one.clock.advance(1000);
    other.clock.advance(1000);
    assert.equal(one.store.load('other'), 2);
    assert.equal(other.store.load('one'), 1);
  });

  it('goes on without where Node has no SQLite, saying so', () => {
    const { store, database, log, clock } = openStore(newFile(), () => undefined);
    store.save('a', 1);
    clock.advance(1000);
    assert.equal(store.load('a'), undefined);
    assert.match(database.problem ?? '', /no SQLite/);
    assert.equal(log.lines.filter((line) => line.startsWith('warn')).length, 1);
  });

  it('goes on without where the folder cannot be made, saying so', () => {
    const { store, database } = openStore('/proc/muxgate/muxgate.db');
    store.save('a', 1);
    store.flush();
    database.close();
    assert.match(database.problem ?? '', /Nothing is recorded/);
  });

  it('goes on with a file that a newer Muxgate has made', () => {
    const file = newFile();
    const before = openStore(file);
    before.store.save('a', 1);
    before.database.close();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99; ALTER TABLE state ADD COLUMN later TEXT');
    newer.close();
    const { store, database } = openStore(file);
    assert.equal(store.load('a'), 1);
    store.save('a', 2);
    database.close();
    assert.equal(openStore(file).store.load('a'), 2);
  });

  it('leaves stderr clean', () => {
    const module = new URL('../../../../src/gateway/storage/loadSqlite.ts', import.meta.url).pathname;
    const script = `const { loadSqlite } = await import(${JSON.stringify(module)}); new (loadSqlite().DatabaseSync)(':memory:');`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });
});
