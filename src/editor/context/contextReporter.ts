import * as vscode from 'vscode';
import type { ContextMessage } from '../../protocol/gatewayMessages.ts';
import type { StartTimer } from '../startTimer.ts';
import { contextChanges, type ContextSnapshot } from './contextChanges.ts';
import { EditorLanguages } from './editorLanguages.ts';
import {
  contextFile,
  contextFolder,
  isOnFileSystem,
  type ContextFile,
  type OpenFolder,
} from './fileLocation.ts';
import { FolderBranches } from './folderBranches.ts';
import { TerminalShells } from './terminalShells.ts';
import { tabFile } from './tabFile.ts';

/** Events that come in bursts (tabs opening, renames) are taken together. */
const burstMs = 50;
/** Language servers tell their findings piece by piece. */
const diagnosticsMs = 300;
const caseInsensitive = process.platform === 'win32' || process.platform === 'darwin';

/** Watches what is open in this window and reports it: first whole, then as differences. */
export class ContextReporter {
  readonly #report: (changes: ContextMessage) => void;
  readonly #startTimer: StartTimer;
  readonly #languages = new EditorLanguages();
  readonly #branches: FolderBranches;
  readonly #shells: TerminalShells;
  readonly #subscriptions: vscode.Disposable;
  #reported: ContextSnapshot | undefined;
  #focusedAtMs = 0;
  #stopTimer: (() => void) | undefined;
  #timerDelayMs = 0;

  constructor(options: { report: (changes: ContextMessage) => void; startTimer: StartTimer }) {
    this.#report = options.report;
    this.#startTimer = options.startTimer;
    this.#branches = new FolderBranches(() => this.#reportWithin(burstMs));
    this.#shells = new TerminalShells(() => this.#reportWithin(0));
    this.#subscriptions = this.#watch();
    this.#followBranches();
    this.#onFocus(vscode.window.state);
    this.#reportNow();
  }

  dispose(): void {
    this.#stopTimer?.();
    this.#subscriptions.dispose();
    this.#branches.dispose();
    this.#shells.dispose();
  }

  #watch(): vscode.Disposable {
    const { window, workspace } = vscode;
    const atOnce = (): void => this.#reportWithin(0);
    const soon = (): void => this.#reportWithin(burstMs);
    const namesChanged = (): void => {
      this.#languages.forgetNames();
      soon();
    };
    return vscode.Disposable.from(
      window.onDidChangeActiveTextEditor(atOnce),
      window.onDidChangeActiveNotebookEditor(atOnce),
      window.tabGroups.onDidChangeTabGroups(atOnce),
      window.tabGroups.onDidChangeTabs(({ changed }) =>
        changed.some((tab) => tab.isActive) ? atOnce() : soon(),
      ),
      window.onDidChangeWindowState((state) => {
        this.#onFocus(state);
        atOnce();
      }),
      // A document is also "opened" when its language changes.
      workspace.onDidOpenTextDocument(soon),
      workspace.onDidOpenNotebookDocument(soon),
      workspace.onDidRenameFiles(soon),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#followBranches();
        soon();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = activeUri()?.toString();
        if (uris.some((uri) => uri.toString() === active)) this.#reportWithin(diagnosticsMs);
      }),
      vscode.extensions.onDidChange(namesChanged),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.associations')) namesChanged();
      }),
    );
  }

  #followBranches(): void {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => isOnFileSystem(uri));
    this.#branches.follow(folders.map(({ name, uri }) => folderPath(name, uri)));
  }

  #onFocus(state: vscode.WindowState): void {
    if (state.focused) this.#focusedAtMs = Date.now();
  }

  /** Reports after at most this long; an earlier appointment stays. */
  #reportWithin(delayMs: number): void {
    if (this.#stopTimer !== undefined) {
      if (this.#timerDelayMs <= delayMs) return;
      this.#stopTimer();
    }
    this.#timerDelayMs = delayMs;
    this.#stopTimer = this.#startTimer(delayMs, () => {
      this.#stopTimer = undefined;
      this.#reportNow();
    });
  }

  #reportNow(): void {
    const snapshot = this.#takeSnapshot();
    const changes = contextChanges(this.#reported, snapshot);
    this.#reported = snapshot;
    if (changes !== undefined) this.#report(changes);
  }

  #takeSnapshot(): ContextSnapshot {
    const folders: OpenFolder[] = (vscode.workspace.workspaceFolders ?? []).map((folder) => ({
      name: folder.name,
      uri: folder.uri,
      uriText: folder.uri.toString(),
    }));
    const languageOf = this.#languages.lookup();
    const fileOf = (tab: vscode.Tab | undefined): ContextFile | undefined => {
      const uri = tabFile(tab);
      return uri && contextFile(uri, folders, { languageId: languageOf(uri), caseInsensitive });
    };
    const { all: groups, activeTabGroup } = vscode.window.tabGroups;
    return {
      folders: folders.map((folder) => {
        const told = contextFolder(folder);
        const branch = this.#branches.branchOf(told.path);
        return branch === undefined ? told : { ...told, branch };
      }),
      active: fileOf(activeTabGroup.activeTab) ?? null,
      visible: distinct(groups.map((group) => fileOf(group.activeTab))),
      open: distinct(groups.flatMap((group) => group.tabs.map(fileOf))),
      diagnostics: diagnosticsOf(activeUri()),
      focusedAtMs: this.#focusedAtMs,
      processes: [process.pid, ...this.#shells.ids],
    };
  }
}

function activeUri(): vscode.Uri | undefined {
  return tabFile(vscode.window.tabGroups.activeTabGroup.activeTab);
}

function folderPath(name: string, uri: vscode.Uri): string {
  return contextFolder({ name, uri, uriText: '' }).path;
}

/** What VS Code shows of a file in its list of problems. */
function diagnosticsOf(uri: vscode.Uri | undefined): ContextSnapshot['diagnostics'] {
  if (uri === undefined) return null;
  const found = vscode.languages.getDiagnostics(uri);
  const ofSeverity = (wanted: vscode.DiagnosticSeverity): number =>
    found.filter(({ severity }) => severity === wanted).length;
  return {
    errors: ofSeverity(vscode.DiagnosticSeverity.Error),
    warnings: ofSeverity(vscode.DiagnosticSeverity.Warning),
  };
}

/** One file may be open in several tabs. */
function distinct(files: readonly (ContextFile | undefined)[]): ContextFile[] {
  const byPlace = new Map<string, ContextFile>();
  for (const file of files) if (file) byPlace.set(`${file.folder ?? ''}\n${file.path}`, file);
  return [...byPlace.values()];
}
