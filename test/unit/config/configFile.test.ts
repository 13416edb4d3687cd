import assert from 'node:assert/strict';
import { chmod, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFileError, loadConfigFile, watchConfigFile } from '../../../src/config/configFile.ts';
import { lastGoodConfigFile, saveLastGoodConfig } from '../../../src/config/lastGoodConfig.ts';

describe('configFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muxgate-config-'));
  });

  it('says which file cannot be read', async () => {
    await assert.rejects(loadConfigFile(join(folder, 'none.json')), ConfigFileError);
  });

  it('warns of keys that others can read, and not of variables', async function () {
    if (process.platform === 'win32') this.skip();
    const file = join(folder, 'c.json');
    await writeFile(file, '{"providers":{"a":{"type":"openai","apiKey":"sk"}}}');
    await chmod(file, 0o644);
    assert.match((await loadConfigFile(file)).permissionWarning ?? '', /chmod 600/);
    await chmod(file, 0o600);
    assert.equal((await loadConfigFile(file)).permissionWarning, undefined);
    await writeFile(file, '{"providers":{"a":{"type":"openai","apiKey":"${env:K}"}}}');
    await chmod(file, 0o644);
    assert.equal((await loadConfigFile(file)).permissionWarning, undefined);
  });

  it('sees a file that is replaced by renaming another over it', async () => {
    const file = join(folder, 'c.json');
    await writeFile(file, '{}');
    const changed = new Promise<void>((resolve) => {
      const watcher = watchConfigFile(file, '{}', () => {
        watcher.close();
        resolve();
      });
    });
    await writeFile(join(folder, 'new.json'), '{"port":1}');
    await rename(join(folder, 'new.json'), file);
    await changed;
  });

  it('keeps the last good configuration for the owner alone', async () => {
    const dataDir = join(folder, 'data');
    await saveLastGoodConfig(dataDir, [{ kind: 'file', value: { port: 5 } }]);
    const loaded = await loadConfigFile(lastGoodConfigFile(dataDir));
    assert.deepEqual(loaded.scope.value, { port: 5 });
  });
});
