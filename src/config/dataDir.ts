import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The per-user folder for model lists, log and the last good configuration, the same for headless and editor.
 * `MUXGATE_DATA_DIR` wins; else the platform's folder for application state.
 */
export function dataDirOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const chosen = env['MUXGATE_DATA_DIR'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'muxgate');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'muxgate');
    default:
      return join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'muxgate');
  }
}
