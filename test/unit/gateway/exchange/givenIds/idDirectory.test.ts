import assert from 'node:assert/strict';
import {
  IdDirectory,
  type KnownId,
  maxIds,
  noIdStorage,
} from '../../../../../src/gateway/exchange/givenIds/idDirectory.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';

/** Keeps every save. */
function recordingStorage(): {
  saves: (readonly KnownId[])[];
  load: () => KnownId[];
  save: typeof noIdStorage.save;
} {
  const saves: (readonly KnownId[])[] = [];
  return {
    saves,
    load: () => [],
    save: (ids) => {
      saves.push(ids);
      return Promise.resolve();
    },
  };
}

describe('IdDirectory', () => {
  it('knows who gave out an id last', () => {
    const ids = new IdDirectory(noIdStorage, new ManualClock());
    ids.note(['file-1', 'file-2'], { provider: 'a' });
    ids.note(['file-1'], { provider: 'b' });
    assert.equal(ids.find('file-1')?.provider, 'b');
    assert.equal(ids.find('file-2')?.provider, 'a');
    assert.equal(ids.find('file-3'), undefined);
  });

  it('keeps the model of a response that is merely looked up', () => {
    const ids = new IdDirectory(noIdStorage, new ManualClock());
    ids.note(['resp_1'], { provider: 'a', model: 'm' });
    ids.note(['resp_1'], { provider: 'a' });
    assert.equal(ids.find('resp_1')?.model, 'm');
    ids.note(['resp_1'], { provider: 'b' });
    assert.equal(ids.find('resp_1')?.model, undefined);
  });

  it('forgets the least recently seen above its bound, and what is no id', () => {
    const ids = new IdDirectory(noIdStorage, new ManualClock());
    ids.note(['first', 'second', '', 'x'.repeat(300)], { provider: 'a' });
    ids.note(['first'], { provider: 'a' });
    ids.note(
      Array.from({ length: maxIds - 1 }, (_, at) => `id-${at}`),
      { provider: 'a' },
    );
    assert.equal(ids.find('first')?.provider, 'a');
    assert.equal(ids.find('second'), undefined);
    assert.equal(ids.find(''), undefined);
  });

  it('saves what comes in quick succession once, and nothing when nothing is new', async () => {
    const clock = new ManualClock();
    const storage = recordingStorage();
    const ids = new IdDirectory(storage, clock);
    ids.note(['a'], { provider: 'p' });
    ids.note(['b'], { provider: 'p' });
    assert.equal(storage.saves.length, 0);
    clock.advance(1000);
    ids.note(['a'], { provider: 'p' });
    clock.advance(5000);
    await ids.flush();
    assert.deepEqual(
      storage.saves.map((saved) => saved.map(({ id }) => id)),
      [['a', 'b']],
    );
  });

  it('saves what waits when it is flushed', async () => {
    const storage = recordingStorage();
    const ids = new IdDirectory(storage, new ManualClock());
    ids.note(['a'], { provider: 'p' });
    await ids.flush();
    assert.equal(storage.saves.length, 1);
  });
});
