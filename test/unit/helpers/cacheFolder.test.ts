import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installOnce } from '../../helpers/vscode/cacheFolder.ts';

describe('installOnce', () => {
  const chosenBefore = process.env['MUXGATE_CACHE_DIR'];
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'muxgate-cache-test-'));
    process.env['MUXGATE_CACHE_DIR'] = cache;
  });

  afterEach(async () => {
    if (chosenBefore === undefined) delete process.env['MUXGATE_CACHE_DIR'];
    else process.env['MUXGATE_CACHE_DIR'] = chosenBefore;
    await rm(cache, { recursive: true });
  });

  const fill = (text: string) => (folder: string) => writeFile(path.join(folder, 'file'), text);

  it('fills an entry once', async () => {
    const first = await installOnce('thing-1', fill('content'));
    await installOnce('thing-1', () => assert.fail('must not be filled again'));
    assert.equal(first, path.join(cache, 'thing-1'));
    assert.ok(existsSync(path.join(first, 'file')));
  });

  it('leaves nothing behind when filling fails, and fills at the next call', async () => {
    await assert.rejects(
      installOnce('thing-1', async (folder) => {
        await fill('half')(folder);
        throw new Error('no network');
      }),
      /no network/,
    );
    assert.deepEqual(await readdir(cache), []);
    assert.ok(existsSync(path.join(await installOnce('thing-1', fill('whole')), 'file')));
  });

  it('does not take a folder without the marker for a finished install', async () => {
    await mkdir(path.join(cache, 'thing-1'));
    assert.ok(existsSync(path.join(await installOnce('thing-1', fill('whole')), 'file')));
  });

  it('lets several fill at the same time', async () => {
    const entries = await Promise.all(['a', 'b', 'c'].map((text) => installOnce('thing-1', fill(text))));
    assert.deepEqual(new Set(entries), new Set([path.join(cache, 'thing-1')]));
    assert.deepEqual(await readdir(cache), ['thing-1']);
  });

  it('removes what a killed install has left, and not one that may be running', async () => {
    const hoursAgo = new Date(Date.now() - 5 * 3600 * 1000);
    await mkdir(path.join(cache, 'thing-1.part-old'));
    await utimes(path.join(cache, 'thing-1.part-old'), hoursAgo, hoursAgo);
    await mkdir(path.join(cache, 'thing-1.part-new'));
    await installOnce('thing-1', fill('content'));
    assert.deepEqual((await readdir(cache)).sort(), ['thing-1', 'thing-1.part-new']);
  });
});
