/*
 * A real VS Code for tests, with the packaged Muxgate installed as a user installs it.
 *
 *   const editor = await openVscode({ settings: { 'muxgate.workspaces': { … } } });
 *   await editor.openFile('main.go');
 *   await editor.waitForStatusBar('deepseek-r1');
 *   await editor.close();
 *
 * Each call gives a VS Code of its own: fresh user data, extensions, home and Muxgate data folder, no API keys in the
 * environment, free ports. On Linux it is code-server's VS Code in a headless Chromium (both come through npm); on macOS
 * and Windows, or with MUXGATE_TEST_VSCODE=desktop, desktop VS Code.
 *
 *   openVscode.ts        the entry: options, and how the parts are put together
 *   editor.ts            one window: what a test can do and see
 *   mochaHooks.ts        screenshot and logs of a failed test into out/vscode-failures; closes what a test left open
 *   hostTests.ts         runs test/vscode/host/*.test.ts inside the extension host
 *   webVscode.ts, desktopVscode.ts    the two ways to run VS Code
 *   codeServer.ts, chromium.ts, cacheFolder.ts    what is fetched or unpacked once, outside the repository
 *   companion…           a second extension that evaluates a test's code in the extension host (editor.evaluate)
 *   packagedVsix.ts      Muxgate's VSIX, packaged anew when its sources have changed
 *   processGuard.ts      ends VS Code when the test run ends, in whatever way
 */
import { cp, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CompanionBridge } from './companionBridge.ts';
import { companionVsix } from './companionVsix.ts';
import { startDesktopVscode } from './desktopVscode.ts';
import type { Editor } from './editor.ts';
import { freePort } from './freePort.ts';
import { packagedVsix } from './packagedVsix.ts';
import { createProfile } from './profile.ts';
import { repositoryRoot } from './repository.ts';
import { RunningVscode } from './runningVscode.ts';
import type { WindowSize } from './vscodeHost.ts';
import { startWebVscode } from './webVscode.ts';

export interface VscodeOptions {
  /** The folder to open (absolute path, used as it is); null: an empty window. Default: a fresh copy of `test/fixtures/sample`. */
  folder?: string | null;
  /** User settings with full keys. `muxgate.port` is a free port unless given. */
  settings?: Readonly<Record<string, unknown>>;
  /** The VSIX to install instead of the packaged Muxgate; null: neither. */
  vsix?: string | null;
  /** More VSIX files to install. */
  others?: readonly string[];
  size?: WindowSize;
  /** Variables on top of its environment. */
  env?: NodeJS.ProcessEnv;
}

/** The size of a laptop's window. */
export const defaultSize: WindowSize = { width: 1280, height: 800, scale: 1 };

/**
 * Opens a real VS Code with Muxgate installed and waits until its extension host runs.
 * @throws with VS Code's log when that does not happen
 */
export async function openVscode(options: VscodeOptions = {}): Promise<Editor> {
  const own = options.vsix === undefined ? packagedVsix() : options.vsix;
  const made = await Promise.all([...(own === null ? [] : [own]), companionVsix()]);
  const vsixFiles = [...made, ...(options.others ?? [])];
  const settings = { 'muxgate.port': await freePort(), ...options.settings };
  const profile = await createProfile(settings);
  const startVscode = usesDesktop() ? startDesktopVscode : startWebVscode;
  Object.assign(profile.env, options.env);
  const bridge = new CompanionBridge();
  profile.env['MUXGATE_TEST_BRIDGE'] = `${await bridge.listen()}`;
  try {
    const host = await startVscode(profile, vsixFiles, options.size ?? defaultSize);
    const vscode = new RunningVscode({ host, bridge, profile, gatewayPort: settings['muxgate.port'] });
    return await vscode.openWindow(await folderToOpen(options.folder, profile.root));
  } catch (error) {
    bridge.close();
    await profile.remove();
    throw error;
  }
}

/** Whether VS Code runs as the desktop program, and not in a browser. */
export function usesDesktop(): boolean {
  return process.platform !== 'linux' || process.env['MUXGATE_TEST_VSCODE'] === 'desktop';
}

/** The extension host reports real paths, so symbolic links (macOS: /tmp) are resolved. */
async function folderToOpen(folder: string | null | undefined, root: string): Promise<string | undefined> {
  if (folder === null) return undefined;
  if (folder !== undefined) return realpath(folder);
  const copy = path.join(root, 'sample');
  await cp(path.join(repositoryRoot, 'test/fixtures/sample'), copy, { recursive: true });
  return realpath(copy);
}
