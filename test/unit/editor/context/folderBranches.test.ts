import { deepEqual, equal } from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderBranches } from '../../../../src/editor/context/folderBranches.ts';
import { branchOfHead, gitFolder } from '../../../../src/editor/context/gitHead.ts';
import { Latch } from '../../../helpers/latch.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

describe('the branch of a folder', () => {
  const root = temporaryFolder();
  let count = 0;

  async function emptyFolder(): Promise<string> {
    const folder = join(root, String(count++));
    await mkdir(folder);
    return folder;
  }

  async function repository(branch: string): Promise<string> {
    const folder = await emptyFolder();
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, '.git', 'HEAD'), `ref: refs/heads/${branch}\n`);
    return folder;
  }

  it('is told by HEAD, from a folder within too', async () => {
    const folder = await repository('feature/a');
    await mkdir(join(folder, 'packages', 'app'), { recursive: true });
    equal(await gitFolder(join(folder, 'packages', 'app')), join(folder, '.git'));
    equal(await branchOfHead(join(folder, '.git')), 'feature/a');
  });

  it('is that of a worktree, whose .git is a file', async () => {
    const main = await repository('main');
    const own = join(main, '.git', 'worktrees', 'w');
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'HEAD'), 'ref: refs/heads/w\n');
    const worktree = await emptyFolder();
    await writeFile(join(worktree, '.git'), `gitdir: ${own}\n`);
    equal(await branchOfHead((await gitFolder(worktree)) ?? ''), 'w');
  });

  it('is null when HEAD is detached', async () => {
    const folder = await repository('main');
    await writeFile(join(folder, '.git', 'HEAD'), '0123456789abcdef0123456789abcdef01234567\n');
    equal(await branchOfHead(join(folder, '.git')), null);
  });

  it('is followed: known after a moment, another one after a checkout, forgotten with its folder', async () => {
    const folder = await repository('main');
    let changed = new Latch();
    const branches = new FolderBranches(() => changed.open());
    try {
      branches.follow([folder]);
      equal(branches.branchOf(folder), undefined);
      await changed.opened;
      equal(branches.branchOf(folder), 'main');
      changed = new Latch();
      await writeFile(join(folder, '.git', 'HEAD.lock'), 'ref: refs/heads/next\n');
      await rename(join(folder, '.git', 'HEAD.lock'), join(folder, '.git', 'HEAD'));
      await changed.opened;
      equal(branches.branchOf(folder), 'next');
      branches.follow([]);
      equal(branches.branchOf(folder), undefined);
    } finally {
      branches.dispose();
    }
  });

  it('is none without a repository', async () => {
    const folder = await emptyFolder();
    const told: (string | null | undefined)[] = [];
    const changed = new Latch();
    const branches = new FolderBranches(() => {
      told.push(branches.branchOf(folder));
      changed.open();
    });
    branches.follow([folder]);
    await changed.opened;
    deepEqual(told, [null]);
    branches.dispose();
  });
});
