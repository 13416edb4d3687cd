import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder that only its owner can enter, and what is missing above it, one after the other: Node's own recursive
 * `mkdir` never returns below `/proc`. Throws the file system's error.
 */
export async function makeDataDir(folder: string): Promise<void> {
  if (await exists(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeDataDir(parent);
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    // Another process may have made it meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
