import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Database } from '../../../../../src/gateway/storage/database.ts';
import { ExchangeRecorder } from '../../../../../src/gateway/usage/record/exchangeRecorder.ts';
import { RecordPruner } from '../../../../../src/gateway/usage/record/recordPruner.ts';
import { rateRequest } from '../../../../../src/gateway/usage/record/rateRequest.ts';
import { liking, RatingBook } from '../../../../../src/gateway/usage/ratings/ratingBook.ts';
import { exchangeRecordOf } from '../../../../helpers/exchangeRecords.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const target = { provider: 'openai', model: 'gpt-5' };

describe('how well answers are liked', () => {
  it('is between a half and two, and one thumb decides nothing', () => {
    assert.equal(liking(0, 0), 1);
    assert.equal(liking(5, 5), 1);
    assert.ok(liking(1, 0) > 1 && liking(1, 0) < 1.1);
    assert.ok(liking(1000, 0) > 1.98 && liking(1000, 0) <= 2);
    assert.ok(liking(0, 1000) < 0.51 && liking(0, 1000) >= 0.5);
  });

  it('is read of the last 30 days, and not more than once a minute', () => {
    const clock = new ManualClock();
    const log = recordingLog();
    const now = (): number => clock.now();
    const database = new Database({
      file: join(temporary, 'record.db'),
      log,
      now,
      after: (delayMs, callback) => clock.after(delayMs, callback),
    });
    const bounds = () => ({ maxDays: 90, maxBytes: 1e9, captureHours: 0 });
    const pruner = new RecordPruner({ database, bounds, now });
    const recorder = new ExchangeRecorder({ database, isEnabled: () => true, pruner, log });
    const rate = (id: string, rating: 'up' | 'down'): void => {
      recorder.onExchange(exchangeRecordOf({ requestId: id, startedAtMs: clock.now() }));
      database.flush();
      database.read((connection) => rateRequest(connection, id, rating, clock.now()));
    };
    const book = new RatingBook(database, now);
    for (let index = 0; index < 8; index++) rate(`up-${index}`, 'up');
    assert.equal(book.likingOf(target), liking(8, 0));
    rate('down', 'down');
    assert.equal(book.likingOf(target), liking(8, 0));
    clock.advance(minuteMs);
    assert.equal(book.likingOf(target), liking(8, 1));
    assert.equal(book.likingOf({ ...target, model: 'gpt-4o' }), 1);
    clock.advance(31 * dayMs);
    assert.equal(book.likingOf(target), 1);
  });

  const temporary = temporaryFolder();
});
