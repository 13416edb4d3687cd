import * as vscode from 'vscode';
import type { ContextFile } from './fileLocation.ts';
import { tabFile } from './tabFile.ts';

/** The files of all open tabs, each once. Gone through again only after {@link forget}: there may be hundreds. */
export class OpenFiles {
  readonly #fileOf: (tab: vscode.Tab) => ContextFile | undefined;
  #files: ContextFile[] | undefined;
  /** What each tab showed when they were gone through. */
  readonly #shown = new WeakMap<vscode.Tab, string>();

  /** @param fileOf the file that a tab shows, as the gateway hears of it */
  constructor(fileOf: (tab: vscode.Tab) => ContextFile | undefined) {
    this.#fileOf = fileOf;
  }

  /** The same array as long as nothing has changed. */
  get files(): ContextFile[] {
    this.#files ??= distinct(
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.map((tab) => {
          this.#shown.set(tab, shownIn(tab));
          return this.#fileOf(tab);
        }),
      ),
    );
    return this.#files;
  }

  /** A tab that is only in front now, or edited, changes nothing. */
  tabsChanged({ opened, closed, changed }: vscode.TabChangeEvent): void {
    if (
      opened.length > 0 ||
      closed.length > 0 ||
      changed.some((tab) => this.#shown.get(tab) !== shownIn(tab))
    )
      this.forget();
  }

  forget(): void {
    this.#files = undefined;
  }
}

function shownIn(tab: vscode.Tab): string {
  return tabFile(tab)?.toString() ?? '';
}

/** One file may be open in several tabs. */
export function distinct(files: readonly (ContextFile | undefined)[]): ContextFile[] {
  const byPlace = new Map<string, ContextFile>();
  for (const file of files) if (file) byPlace.set(`${file.folder ?? ''}\n${file.path}`, file);
  return [...byPlace.values()];
}
