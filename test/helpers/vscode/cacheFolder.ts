import { existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

const stagingInfix = '.part-';
const interruptedAfterMs = 60 * 60 * 1000;

/** Written last, so that an interrupted install is never taken for a finished one. */
const completeMarker = '.complete';

/**
 * The folder, outside the repository, that keeps what the tests download or unpack: `MUXGATE_CACHE_DIR`, else
 * `muxgate-tests` in the user's cache folder, else (no usable home) one in the temporary folder.
 * @throws when none of them can be created, or when it belongs to another user.
 */
export function cacheFolder(): string {
  const chosen = process.env['MUXGATE_CACHE_DIR'];
  if (chosen) return usableFolder(path.resolve(chosen));
  const { uid, homedir } = userInfo();
  const userCache = process.env['XDG_CACHE_HOME'] || path.join(process.env['HOME'] || homedir, '.cache');
  try {
    return usableFolder(path.join(userCache, 'muxgate-tests'));
  } catch {
    return usableFolder(path.join(tmpdir(), `muxgate-tests-${uid}`));
  }
}

/** What is in the cache gets executed, so a folder of another user (in a shared /tmp, say) is refused. */
function usableFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid && statSync(folder).uid !== process.getuid()) {
    throw new Error(`${folder} belongs to another user; set MUXGATE_CACHE_DIR to a folder of your own`);
  }
  return folder;
}

/**
 * Fills the cache entry `name` (which says its version) once per machine. Runs that do it at the same time do not
 * disturb each other, because each fills a folder of its own and the first one done moves it into place.
 * @param fill puts the content into the empty `folder`, which stands at `target` afterwards
 * @returns the entry's absolute path
 */
export async function installOnce(
  name: string,
  fill: (folder: string, target: string) => Promise<void>,
): Promise<string> {
  const target = path.join(cacheFolder(), name);
  const isComplete = (): boolean => existsSync(path.join(target, completeMarker));
  if (isComplete()) return target;

  await removeInterrupted(target);
  const staging = await mkdtemp(`${target}${stagingInfix}`);
  try {
    await fill(staging, target);
    await writeFile(path.join(staging, completeMarker), '');
    await rename(staging, target).catch(async (error: unknown) => {
      // Something stands there. Finished meanwhile by another run: good. Without the marker: no install of ours.
      if (isComplete()) return;
      if (!existsSync(target)) throw error;
      await rm(target, { recursive: true });
      await rename(staging, target);
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return target;
}

/** Removes what installs that were killed have left; a younger one may still be at work. */
async function removeInterrupted(target: string): Promise<void> {
  const parent = path.dirname(target);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(target)}${stagingInfix}`)) continue;
    const left = path.join(parent, name);
    if (Date.now() - statSync(left).mtimeMs > interruptedAfterMs)
      await rm(left, { recursive: true, force: true });
  }
}
