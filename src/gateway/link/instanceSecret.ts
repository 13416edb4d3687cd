import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataDir } from '../../config/makeDataDir.ts';

const secretBytes = 32;
const written = /^[0-9a-f]{64}$/;

/** Where the secret is that the Muxgates of one user know each other by. */
export function instanceSecretFile(dataDir: string): string {
  return join(dataDir, 'instance.secret');
}

/**
 * The secret of this data folder, made when there is none. Its file can be read by its owner only; one that others could
 * read, or that holds something else, is no secret any more and is replaced. Throws the file system's error, or an Error when the
 * file belongs to another user.
 */
export async function instanceSecret(dataDir: string): Promise<Buffer> {
  const file = instanceSecretFile(dataDir);
  const known = await readSecret(file);
  if (known !== undefined) return known;
  await makeDataDir(dataDir);
  await createSecret(file);
  const made = await readSecret(file);
  if (made === undefined) throw new Error(`${file} cannot be kept from other users`);
  return made;
}

/** undefined: there is none that can be used. */
async function readSecret(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { uid, mode } = await handle.stat();
    const own = process.getuid?.();
    if (own !== undefined && uid !== own) throw new Error(`${file} belongs to another user`);
    // Windows has no such bits; the folder is the user's own there.
    const isOwners = own === undefined || (mode & 0o077) === 0;
    const text = (await handle.readFile('utf8')).trim();
    return isOwners && written.test(text) ? Buffer.from(text, 'hex') : undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Puts a new secret in its place, where whoever comes first wins: written beside and linked, so that nobody ever reads half of
 * one. What cannot be used is taken away before.
 */
async function createSecret(file: string): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(secretBytes).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await removeUnusable(file);
    await link(draft, file);
  } catch (error) {
    // Another process was first.
    if (codeOf(error) === 'EEXIST') return;
    // A file system without hard links.
    if (await exists(file)) return;
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeUnusable(file: string): Promise<void> {
  if ((await exists(file)) && (await readSecret(file)) === undefined) await rm(file, { force: true });
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
