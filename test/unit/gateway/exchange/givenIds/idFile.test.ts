import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownId } from '../../../../../src/gateway/exchange/givenIds/idDirectory.ts';
import { IdFile } from '../../../../../src/gateway/exchange/givenIds/idFile.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const known = (id: string, seenAtMs: number): KnownId => ({ id, provider: 'p', model: undefined, seenAtMs });

describe('IdFile', () => {
  const folder = temporaryFolder();

  it('gives back what was saved, in a file that only its owner reads', async () => {
    const path = join(folder, 'own', 'ids.json');
    const file = new IdFile(path, recordingLog());
    assert.deepEqual(file.load(), []);
    const ids: KnownId[] = [
      known('a', 1),
      { id: 'b', provider: 'q', account: 'work', model: 'm', seenAtMs: 2 },
    ];
    await file.save(ids);
    assert.deepEqual(file.load(), ids);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, 'own')), ['ids.json']);
  });

  it('keeps what another process wrote meanwhile', async () => {
    const path = join(folder, 'shared.json');
    await new IdFile(path, recordingLog()).save([known('theirs', 5), known('both', 6)]);
    const mine = new IdFile(path, recordingLog());
    await mine.save([known('both', 7), known('mine', 8)]);
    assert.deepEqual(
      mine.load().map(({ id, seenAtMs }) => [id, seenAtMs]),
      [
        ['theirs', 5],
        ['both', 7],
        ['mine', 8],
      ],
    );
  });

  it('starts anew from a file that is not understood, and says so', () => {
    const path = join(folder, 'garbled.json');
    const log = recordingLog();
    for (const text of ['{', '{"version":2,"ids":[]}', '{"version":1,"ids":[["a"]]}']) {
      writeFileSync(path, text);
      assert.deepEqual(new IdFile(path, log).load(), []);
    }
    assert.equal(log.lines.length, 3);
  });

  it('goes on when the disk refuses', async () => {
    const path = join(folder, 'file', 'ids.json');
    writeFileSync(join(folder, 'file'), '');
    const log = recordingLog();
    await new IdFile(path, log).save([known('a', 1)]);
    assert.match(log.lines.at(-1) ?? '', /warn ids cannot be saved/);
  });
});
