import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder with the `HEAD` of the repository that a folder stands in: `.git` there or above, or what a `.git` file of a
 * worktree or submodule points to. undefined when there is none.
 */
export async function gitFolder(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await gitFolderAt(join(at, '.git'));
    if (found !== undefined) return found;
    if (dirname(at) === at) return undefined;
  }
}

/** The branch that a repository's `HEAD` names; null when it is detached, undefined when it cannot be read. */
export async function branchOfHead(gitFolderPath: string): Promise<string | null | undefined> {
  try {
    const head = await readFile(join(gitFolderPath, 'HEAD'), 'utf8');
    return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1] ?? null;
  } catch {
    return undefined;
  }
}

async function gitFolderAt(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).isDirectory()) return path;
    const target = /^gitdir: (.+)$/m.exec(await readFile(path, 'utf8'))?.[1];
    return target === undefined ? undefined : resolve(dirname(path), target);
  } catch {
    return undefined;
  }
}
