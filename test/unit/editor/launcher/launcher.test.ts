import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Launcher } from '../../../../src/editor/launcher/launcher.ts';
import { isLauncherStale } from '../../../../src/editor/launcher/launcherRecord.ts';
import { MemoryMemento } from '../../../helpers/editor/memoryMemento.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

describe("the 'muxgate' command", () => {
  const root = temporaryFolder();
  const target = { runtime: '/editor/node', extension: '/extensions/muxgate.muxgate-0.1.0' };
  let count = 0;
  let home: string;
  let bin: string;
  let globalState: MemoryMemento;

  function launcher(path = bin, runs = target): Launcher {
    return new Launcher({ globalState, target: runs, platform: 'linux', env: { PATH: path }, home });
  }

  beforeEach(() => {
    home = join(root, `home${++count}`);
    bin = join(home, '.local', 'bin');
    globalState = new MemoryMemento();
  });

  it('is installed as a program, and again over itself', async () => {
    const first = await launcher().install();
    assert.deepEqual(first, {
      outcome: 'installed',
      file: join(bin, 'muxgate'),
      folder: bin,
      isOnPath: true,
      hiddenBy: undefined,
    });
    assert.equal((await stat(join(bin, 'muxgate'))).mode & 0o777, 0o755);
    await launcher(bin, { ...target, runtime: '/other/node' }).install();
    assert.match(await readFile(join(bin, 'muxgate'), 'utf8'), /runtime='\/other\/node'/);
  });

  it('never takes the place of another program, be it a link', async () => {
    await mkdir(bin, { recursive: true });
    await writeFile(join(home, 'theirs'), 'theirs');
    await symlink(join(home, 'theirs'), join(bin, 'muxgate'));
    const linked = await launcher().install();
    assert.deepEqual(linked, { outcome: 'taken', file: join(bin, 'muxgate') });
    assert.equal(await readFile(join(home, 'theirs'), 'utf8'), 'theirs');
    assert.deepEqual(await launcher().uninstall(), { removed: [], others: [join(bin, 'muxgate')] });
    assert.ok(existsSync(join(bin, 'muxgate')));
  });

  it('says which other one a terminal finds first', async () => {
    const before = join(home, 'first');
    await mkdir(before, { recursive: true });
    await writeFile(join(before, 'muxgate'), 'theirs');
    const result = await launcher(`${before}:${bin}`).install();
    assert.equal(result.outcome === 'installed' && result.hiddenBy, join(before, 'muxgate'));
  });

  it('is taken back, wherever it was put', async () => {
    await launcher().install();
    // By now another folder would be chosen.
    assert.deepEqual(await launcher(join(home, 'bin')).uninstall(), {
      removed: [join(bin, 'muxgate')],
      others: [],
    });
    assert.equal(existsSync(join(bin, 'muxgate')), false);
    assert.equal(isLauncherStale(globalState, { ...target, runtime: '/new' }), false);
  });

  it('follows the extension and the editor when they have moved', async () => {
    await launcher().install();
    assert.equal(isLauncherStale(globalState, target), false);
    const updated = { ...target, extension: '/extensions/muxgate.muxgate-0.2.0' };
    assert.equal(isLauncherStale(globalState, updated), true);
    await launcher(bin, updated).refresh();
    assert.match(await readFile(join(bin, 'muxgate'), 'utf8'), /muxgate\.muxgate-0\.2\.0'/);
    assert.equal(isLauncherStale(globalState, updated), false);
  });

  it('does not come back after the user removed or replaced it', async () => {
    await launcher().install();
    await writeFile(join(bin, 'muxgate'), 'theirs');
    await launcher(bin, { ...target, runtime: '/new' }).refresh();
    assert.equal(await readFile(join(bin, 'muxgate'), 'utf8'), 'theirs');
    assert.equal(isLauncherStale(globalState, { ...target, runtime: '/new' }), false);
  });
});
