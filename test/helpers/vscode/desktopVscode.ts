import path from 'node:path';
import { downloadAndUnzipVSCode, runVSCodeCommand } from '@vscode/test-electron';
import { _electron, type ElectronApplication } from 'playwright-core';
import { cacheFolder } from './cacheFolder.ts';
import type { Profile } from './profile.ts';
import type { VscodeHost, WindowSize } from './vscodeHost.ts';

/** As in @vscode/test-electron's runTests, and without the system's keychain, which would ask for a password. */
const quietArguments = [
  '--use-inmemory-secretstorage',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-updates',
  '--skip-welcome',
  '--skip-release-notes',
];

/**
 * Installs the extensions (paths of VSIX files) as a user would, and runs them in desktop VS Code, which is downloaded
 * once: the newest, or version `MUXGATE_VSCODE_VERSION`. Linux needs a display (`xvfb-run`); the scale is the display's.
 */
export async function startDesktopVscode(
  profile: Profile,
  vsixFiles: readonly string[],
  size: WindowSize,
): Promise<VscodeHost> {
  const download = {
    version: process.env['MUXGATE_VSCODE_VERSION'] ?? 'stable',
    cachePath: path.join(cacheFolder(), 'desktop'),
  };
  const executablePath = await downloadAndUnzipVSCode(download);
  const folders = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  const runCli = (args: readonly string[]): Promise<unknown> =>
    runVSCodeCommand([...folders, ...args], { ...download, spawn: { env: profile.env } });
  await runCli(vsixFiles.flatMap((file) => ['--install-extension', file]));

  const output: string[] = [];
  let app: ElectronApplication | undefined;
  const launch = async (args: readonly string[]): Promise<ElectronApplication> => {
    const env = Object.fromEntries(Object.entries(profile.env).map(([name, value]) => [name, value ?? '']));
    const launched = await _electron.launch({
      executablePath,
      args: [...quietArguments, ...folders, ...args],
      env,
    });
    for (const stream of [launched.process().stdout, launched.process().stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
    }
    return launched;
  };
  return {
    openWindow: async (folder) => {
      const target = folder === undefined ? ['--new-window'] : ['--new-window', folder];
      if (app) {
        // A second start with the same user data opens its window in the running VS Code.
        const [page] = await Promise.all([app.waitForEvent('window'), runCli(target)]);
        return page;
      }
      app = await launch(target);
      const page = await app.firstWindow();
      await page.setViewportSize(size);
      return page;
    },
    log: () => output.join(''),
    stop: async () => app?.close(),
  };
}
