import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigScope } from './configScope.ts';
import { makeDataDir } from './makeDataDir.ts';

/** Where the last configuration without errors is kept, for people to go back to. */
export function lastGoodConfigFile(dataDir: string): string {
  return join(dataDir, 'config.last-good.json');
}

/**
 * Keeps the user's scopes of a configuration that had no errors. Written beside and renamed, so that a full disk never
 * leaves half a file. Rejects with the file system's error.
 */
export async function saveLastGoodConfig(dataDir: string, scopes: readonly ConfigScope[]): Promise<void> {
  const file = lastGoodConfigFile(dataDir);
  const draft = `${file}.${process.pid}.tmp`;
  const value = Object.assign({}, ...scopes.map((scope) => scope.value)) as Record<string, unknown>;
  await makeDataDir(dataDir);
  try {
    await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
