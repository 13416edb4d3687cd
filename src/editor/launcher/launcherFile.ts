import * as l10n from '@vscode/l10n';
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launcherMark } from './launcherScript.ts';

export type LauncherOwner = 'nobody' | 'ours' | 'another';

/** Whose the file is that has a launcher's name. A link is another's: what it leads to is not ours to replace. */
export async function launcherOwner(file: string): Promise<LauncherOwner> {
  try {
    const stats = await lstat(file);
    if (!stats.isFile()) return 'another';
    return (await readFile(file, 'utf8')).includes(launcherMark) ? 'ours' : 'another';
  } catch (error) {
    if (isMissing(error)) return 'nobody';
    throw error;
  }
}

/**
 * Writes a launcher, all at once, in a place where there is none or one of ours.
 * @throws Error when the file is another's, or cannot be written
 */
export async function writeLauncher(file: string, text: string): Promise<void> {
  if ((await launcherOwner(file)) === 'another')
    throw new Error(l10n.t('{0} is another program, which Muxgate does not overwrite.', file));
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o755, flag: 'wx' });
    await chmod(draft, 0o755);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a launcher if it is ours; returns whether it was. */
export async function removeLauncher(file: string): Promise<boolean> {
  if ((await launcherOwner(file)) !== 'ours') return false;
  await rm(file, { force: true });
  return true;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
