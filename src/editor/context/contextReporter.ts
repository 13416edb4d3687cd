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
import { distinct, OpenFiles } from './openFiles.ts';
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
  readonly #languages: EditorLanguages;
  readonly #open: OpenFiles;
  readonly #branches: FolderBranches;
  readonly #shells: TerminalShells;
  readonly #subscriptions: vscode.Disposable;
  #folders: readonly OpenFolder[] = openFolders();
  #reported: ContextSnapshot | undefined;
  #focusedAtMs = 0;
  #stopTimer: (() => void) | undefined;
  #timerDelayMs = 0;

  constructor(options: { report: (changes: ContextMessage) => void; startTimer: StartTimer }) {
    this.#report = options.report;
    this.#startTimer = options.startTimer;
    this.#languages = new EditorLanguages(() => this.#filesChanged());
    this.#open = new OpenFiles((tab) => this.#fileOf(tab));
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
    this.#languages.dispose();
    this.#branches.dispose();
    this.#shells.dispose();
  }

  #watch(): vscode.Disposable {
    const { window, workspace } = vscode;
    const atOnce = (): void => this.#reportWithin(0);
    const soon = (): void => this.#reportWithin(burstMs);
    return vscode.Disposable.from(
      window.onDidChangeActiveTextEditor(atOnce),
      window.onDidChangeActiveNotebookEditor(atOnce),
      window.tabGroups.onDidChangeTabGroups(({ opened, closed }) => {
        if (opened.length > 0 || closed.length > 0) this.#open.forget();
        atOnce();
      }),
      window.tabGroups.onDidChangeTabs((event) => {
        this.#open.tabsChanged(event);
        if (event.changed.some((tab) => tab.isActive)) atOnce();
        else soon();
      }),
      window.onDidChangeWindowState((state) => {
        this.#onFocus(state);
        atOnce();
      }),
      workspace.onDidRenameFiles(() => this.#filesChanged()),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#folders = openFolders();
        this.#followBranches();
        this.#filesChanged();
      }),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = activeUri()?.toString();
        if (uris.some((uri) => uri.toString() === active)) this.#reportWithin(diagnosticsMs);
      }),
    );
  }

  #followBranches(): void {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => isOnFileSystem(uri));
    this.#branches.follow(folders.map(({ name, uri }) => folderPath(name, uri)));
  }

  /** What was told of open files may be true no more. */
  #filesChanged(): void {
    this.#open.forget();
    this.#reportWithin(burstMs);
  }

  #fileOf(tab: vscode.Tab | undefined): ContextFile | undefined {
    const uri = tabFile(tab);
    if (uri === undefined) return undefined;
    return contextFile(uri, this.#folders, { languageId: this.#languages.languageOf(uri), caseInsensitive });
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
    const { all: groups, activeTabGroup } = vscode.window.tabGroups;
    return {
      folders: this.#folders.map((folder) => {
        const told = contextFolder(folder);
        const branch = this.#branches.branchOf(told.path);
        return branch === undefined ? told : { ...told, branch };
      }),
      active: this.#fileOf(activeTabGroup.activeTab) ?? null,
      visible: distinct(groups.map((group) => this.#fileOf(group.activeTab))),
      open: this.#open.files,
      diagnostics: diagnosticsOf(activeUri()),
      focusedAtMs: this.#focusedAtMs,
      processes: [process.pid, ...this.#shells.ids],
    };
  }
}

function openFolders(): OpenFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
    name,
    uri,
    uriText: uri.toString(),
  }));
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
