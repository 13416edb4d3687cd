import { hostname } from 'node:os';
import type * as vscode from 'vscode';
import type { LauncherTarget } from './launcherScript.ts';

/** The launcher that was installed on this machine, as it was written. */
export interface InstalledLauncher extends LauncherTarget {
  readonly file: string;
}

type State = Pick<vscode.Memento, 'get' | 'update'>;

/** What was installed on this machine. VS Code keeps one state for all machines that a user's windows are on. */
export function installedLauncher(globalState: State): InstalledLauncher | undefined {
  return globalState.get<InstalledLauncher>(storageKey());
}

/** Remembers what was installed on this machine; undefined: nothing any more. */
export async function rememberLauncher(
  globalState: State,
  installed: InstalledLauncher | undefined,
): Promise<void> {
  await globalState.update(storageKey(), installed);
}

/** Whether the launcher on this machine, if there is one, runs another extension folder or runtime than this window. */
export function isLauncherStale(globalState: State, target: LauncherTarget): boolean {
  const installed = installedLauncher(globalState);
  if (installed === undefined) return false;
  return installed.runtime !== target.runtime || installed.extension !== target.extension;
}

function storageKey(): string {
  return `muxgate.launcher/${hostname()}`;
}
