import type * as vscode from 'vscode';

const confirmedKey = 'muxgate.confirmedWorkspaces';
const ignoredKey = 'muxgate.ignoredWorkspaces';

/**
 * What the user said to workspaces that came with the opened folder, by hash of their content: a change of content asks
 * again. Kept for this VS Code workspace only.
 */
export class FolderConfirmations {
  readonly #state: vscode.Memento;
  readonly #listeners = new Set<() => void>();

  constructor(workspaceState: vscode.Memento) {
    this.#state = workspaceState;
  }

  get confirmed(): readonly string[] {
    return this.#state.get<string[]>(confirmedKey, []);
  }

  /** Whether the user does not want to be reminded of this workspace. */
  isIgnored(hash: string): boolean {
    return this.#state.get<string[]>(ignoredKey, []).includes(hash);
  }

  /** Lets a workspace with this content take part from now on. */
  async confirm(hash: string): Promise<void> {
    await this.#add(confirmedKey, hash);
  }

  /** Stops reminding of a workspace with this content; it goes on to take no part. */
  async ignore(hash: string): Promise<void> {
    await this.#add(ignoredKey, hash);
  }

  /** Calls the listener when the user has said something. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  async #add(key: string, hash: string): Promise<void> {
    await this.#state.update(key, [...new Set([...this.#state.get<string[]>(key, []), hash])]);
    for (const listener of this.#listeners) listener();
  }
}
