import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Whether Claude Code is signed in on this machine: its file of credentials, or, where those are in a keychain, its account. */
export async function isClaudeSignedIn(env: NodeJS.ProcessEnv, home = homedir()): Promise<boolean> {
  const folder = env['CLAUDE_CONFIG_DIR'] ?? path.join(home, '.claude');
  if (await isThere(path.join(folder, '.credentials.json'))) return true;
  const state = env['CLAUDE_CONFIG_DIR'] === undefined ? home : folder;
  const text = await readFile(path.join(state, '.claude.json'), 'utf8').catch(() => '');
  return text.includes('"oauthAccount"');
}

async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
