import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import type * as vscode from 'vscode';
import { launcherOwner, removeLauncher, writeLauncher } from './launcherFile.ts';
import { launcherPlace, launchersOnPath, possibleLaunchers } from './launcherPlace.ts';
import { installedLauncher, rememberLauncher } from './launcherRecord.ts';
import { launcherScript, type LauncherTarget } from './launcherScript.ts';

export interface LauncherOptions {
  readonly globalState: Pick<vscode.Memento, 'get' | 'update'>;
  readonly target: LauncherTarget;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
}

export type InstallOutcome =
  | {
      readonly outcome: 'installed';
      readonly file: string;
      readonly folder: string;
      readonly isOnPath: boolean;
      /** Another `muxgate`, which a terminal finds before. */
      readonly hiddenBy?: string;
    }
  /** There is another program of that name in the place where the launcher would go. */
  | { readonly outcome: 'taken'; readonly file: string };

export interface UninstallOutcome {
  readonly removed: readonly string[];
  /** Programs of that name that are not ours, and stay. */
  readonly others: readonly string[];
}

/** The `muxgate` command of this machine's terminals. */
export class Launcher {
  readonly #globalState: LauncherOptions['globalState'];
  readonly #target: LauncherTarget;
  readonly #surroundings: {
    readonly platform: NodeJS.Platform;
    readonly env: NodeJS.ProcessEnv;
    home: string;
  };

  constructor({ globalState, target, platform, env, home }: LauncherOptions) {
    this.#globalState = globalState;
    this.#target = target;
    this.#surroundings = {
      platform: platform ?? process.platform,
      env: env ?? process.env,
      home: home ?? homedir(),
    };
  }

  /** Puts it where terminals find it, in the place of an older one of ours. */
  async install(): Promise<InstallOutcome> {
    const place = await launcherPlace({ ...this.#surroundings, isWritable });
    const { file } = place;
    if ((await launcherOwner(file)) === 'another') return { outcome: 'taken', file };
    await writeLauncher(file, this.#script());
    await rememberLauncher(this.#globalState, { ...this.#target, file });
    return { outcome: 'installed', ...place, hiddenBy: await this.#hiddenBy(file) };
  }

  /** Removes every launcher of ours, and nothing else. */
  async uninstall(): Promise<UninstallOutcome> {
    const known = installedLauncher(this.#globalState)?.file;
    const files = new Set([
      ...(known === undefined ? [] : [known]),
      ...possibleLaunchers(this.#surroundings),
    ]);
    const removed: string[] = [];
    const others: string[] = [];
    for (const file of files) {
      if (await removeLauncher(file)) removed.push(file);
      else if ((await launcherOwner(file)) === 'another') others.push(file);
    }
    await rememberLauncher(this.#globalState, undefined);
    return { removed, others };
  }

  /** After an update: writes it again where it was installed, if it is still there. */
  async refresh(): Promise<void> {
    const installed = installedLauncher(this.#globalState);
    if (installed === undefined) return;
    const { file } = installed;
    if ((await launcherOwner(file)) !== 'ours') {
      await rememberLauncher(this.#globalState, undefined);
      return;
    }
    await writeLauncher(file, this.#script());
    await rememberLauncher(this.#globalState, { ...this.#target, file });
  }

  /** The file that a terminal would run as `muxgate`, and whose it is; undefined: none. */
  async found(): Promise<{ readonly file: string; readonly isOurs: boolean } | undefined> {
    for (const file of launchersOnPath(this.#surroundings)) {
      const owner = await launcherOwner(file);
      if (owner !== 'nobody') return { file, isOurs: owner === 'ours' };
    }
    return undefined;
  }

  #script(): string {
    return launcherScript(this.#target, this.#surroundings.platform);
  }

  async #hiddenBy(file: string): Promise<string | undefined> {
    const found = await this.found();
    return found === undefined || found.file === file || found.isOurs ? undefined : found.file;
  }
}

async function isWritable(folder: string): Promise<boolean> {
  return await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
