import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Whether a file is committed to a repository, or added to one. Where that cannot be asked inside a work tree (no git on
 * this machine), it counts as committed.
 */
export async function isTrackedByGit(file: string): Promise<boolean> {
  const folder = path.dirname(file);
  if (!(await isInWorkTree(folder))) return false;
  const code = await new Promise<number | string>((resolve) => {
    const args = ['-C', folder, 'ls-files', '--error-unmatch', '--', path.basename(file)];
    execFile('git', args, { timeout: 10_000, windowsHide: true }, (error) => resolve(error?.code ?? 0));
  });
  // 1: git does not know the file; 128: the folder is no work tree of its own.
  return code !== 1 && code !== 128;
}

async function isInWorkTree(start: string): Promise<boolean> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const hasGit = await stat(path.join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (hasGit) return true;
    if (path.dirname(folder) === folder) return false;
  }
}
