import { type FSWatcher, watch } from 'node:fs';
import { branchOfHead, gitFolder } from './gitHead.ts';

/** Follows the git branches of folders by their repositories' `HEAD`: no other extension is asked, or woken up. */
export class FolderBranches {
  readonly #onChange: () => void;
  readonly #followed = new Map<string, Followed>();

  /** @param onChange a branch has become known, or is another one now */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Follows these folders (absolute paths) and no others any more. */
  follow(folders: readonly string[]): void {
    for (const [folder, followed] of this.#followed) {
      if (folders.includes(folder)) continue;
      followed.stop();
      this.#followed.delete(folder);
    }
    for (const folder of folders) {
      if (!this.#followed.has(folder)) this.#followed.set(folder, new Followed(folder, this.#onChange));
    }
  }

  /** The branch; null when the folder is on none, undefined when that is not known (yet). */
  branchOf(folder: string): string | null | undefined {
    return this.#followed.get(folder)?.branch;
  }

  dispose(): void {
    this.follow([]);
  }
}

/** One folder. A repository that begins later is found when the folder is opened again. */
class Followed {
  readonly #onChange: () => void;
  #branch: string | null | undefined;
  #watcher: FSWatcher | undefined;
  #stopped = false;

  constructor(folder: string, onChange: () => void) {
    this.#onChange = onChange;
    void this.#start(folder);
  }

  get branch(): string | null | undefined {
    return this.#branch;
  }

  stop(): void {
    this.#stopped = true;
    this.#watcher?.close();
  }

  async #start(folder: string): Promise<void> {
    const git = await gitFolder(folder);
    if (this.#stopped) return;
    if (git === undefined) {
      this.#set(null);
      return;
    }
    this.#watch(git);
    await this.#read(git);
  }

  /** git replaces the file, so its folder is watched. */
  #watch(git: string): void {
    try {
      this.#watcher = watch(git, { persistent: false }, (_, name) => {
        if (name === null || name === 'HEAD') void this.#read(git);
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // A file system without watching: the branch stays as it was found.
    }
  }

  async #read(git: string): Promise<void> {
    const branch = await branchOfHead(git);
    if (!this.#stopped && branch !== undefined) this.#set(branch);
  }

  #set(branch: string | null): void {
    if (branch === this.#branch) return;
    this.#branch = branch;
    this.#onChange();
  }
}
