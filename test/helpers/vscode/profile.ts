import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folders and environment that one VS Code has for itself, gone when it is closed. */
export interface Profile {
  root: string;
  userData: string;
  extensions: string;
  /** The environment of VS Code, and so of the extension and its gateway: an own home and data folder, no API keys. */
  env: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/** What keeps dialogs, the network and pages that are not ours away. A test's own settings come on top. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'remote.autoForwardPorts': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'files.simpleDialog.enable': true,
  // A hover that opens by itself where the mouse happens to be would lie over what a test clicks next.
  'workbench.hover.delay': 600_000,
};

/** Creates a fresh profile with these user settings (full keys, `muxgate.port`). */
export async function createProfile(settings: Readonly<Record<string, unknown>>): Promise<Profile> {
  // macOS: the sockets that VS Code creates below its user data must stay under 104 bytes of path.
  const root = await mkdtemp(path.join(process.platform === 'darwin' ? '/tmp' : tmpdir(), 'muxgate-vscode-'));
  // Also when the test run is interrupted.
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  const folder = (name: string): string => path.join(root, name);
  await mkdir(folder('home'));
  await mkdir(folder('user/User'), { recursive: true });
  await writeFile(
    folder('user/User/settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  return {
    root,
    userData: folder('user'),
    extensions: folder('extensions'),
    env: {
      ...ownEnvironment(process.env),
      HOME: folder('home'),
      USERPROFILE: folder('home'),
      MUXGATE_DATA_DIR: folder('data'),
    },
    // Retries: a program that was just told to end may still write.
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * Without the developer's own provider keys and Muxgate variables, which would change what the extension finds, and
 * without what a VS Code terminal sets, which would make ours talk to that VS Code.
 */
function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(MUXGATE|VSCODE|ELECTRON)_|_(API_KEY|AUTH_TOKEN|BASE_URL)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
