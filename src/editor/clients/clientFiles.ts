import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, realpath, rename, rm, rmdir, stat, open } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { ClientError } from './clientError.ts';

/** A client's file as it stands. */
export interface FoundFile {
  /** Where it really is: links are followed, so that they stay. */
  readonly path: string;
  /** undefined: there is no such file. */
  readonly text: string | undefined;
}

/**
 * Reads a client's file.
 * @throws {ClientError} when it is a link to nothing, no text in UTF-8, or may not be read
 */
export async function readClientFile(named: string): Promise<FoundFile> {
  const real = await realPathOf(named);
  if (real === undefined) return { path: named, text: undefined };
  const bytes = await readFile(real).catch((error: unknown) => {
    throw new ClientError(
      l10n.t('{0} cannot be read: {1}', named, error instanceof Error ? error.message : String(error)),
    );
  });
  try {
    // The byte order mark is part of the text, so that writing gives the same bytes.
    return { path: real, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    throw new ClientError(l10n.t('{0} is no text in UTF-8, so it is not changed.', named));
  }
}

/**
 * Replaces a file so that nobody ever sees half of it, with the mode that it had; a new one is the user's alone, because a
 * key may be in it.
 * @returns the first folder that had to be made, if one had to
 */
export async function writeClientFile(file: string, text: string): Promise<string | undefined> {
  const folder = path.dirname(file);
  const madeFolder = await mkdir(folder, { recursive: true, mode: 0o700 });
  const mode = await stat(file).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  );
  const beside = path.join(folder, `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      // What the process' umask takes away from a new file, the old one had.
      await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return madeFolder;
}

/** Removes a file, and the folders that were made for it as far as nothing else is in them. */
export async function removeClientFile(file: string, madeFolder: string | undefined): Promise<void> {
  await rm(file, { force: true });
  if (madeFolder === undefined) return;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (folder !== madeFolder && !folder.startsWith(madeFolder + path.sep)) return;
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

async function realPathOf(named: string): Promise<string | undefined> {
  try {
    return await realpath(named);
  } catch {
    const isLink = await lstat(named).then(
      (found) => found.isSymbolicLink(),
      () => false,
    );
    if (isLink)
      throw new ClientError(l10n.t('{0} is a link that leads nowhere, so it is not changed.', named));
    return undefined;
  }
}
