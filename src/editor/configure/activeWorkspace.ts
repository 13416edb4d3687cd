import * as vscode from 'vscode';
import type { WindowPins } from '../windowPins.ts';

/** Where the active workspace can be chosen: the narrowest place that chooses one wins. */
export type WorkspacePlace = 'window' | 'folder' | 'user';

/** What each place chooses now; undefined: nothing. */
export interface WorkspaceChoices {
  readonly window: string | undefined;
  readonly folder: { readonly name: string; readonly choice: string | undefined } | undefined;
  readonly user: string | undefined;
}

const key = 'activeWorkspace';

/** Reads and writes which workspace is active, for the folder that the user works in. */
export class ActiveWorkspace {
  readonly #pins: WindowPins;

  constructor(pins: WindowPins) {
    this.#pins = pins;
  }

  get choices(): WorkspaceChoices {
    const folder = currentFolder();
    const setting = settingOf(folder);
    return {
      window: this.#pins.pins.workspace,
      folder: folder && {
        name: folder.name,
        choice: setting?.workspaceFolderValue ?? setting?.workspaceValue,
      },
      user: setting?.globalValue,
    };
  }

  /** Activates a workspace where one is chosen now, so that it takes effect in this window. */
  async activate(workspace: string): Promise<void> {
    const { window, folder } = this.choices;
    if (window !== undefined) await this.choose('window', workspace);
    else await this.choose(folder?.choice === undefined ? 'user' : 'folder', workspace);
  }

  /** Chooses a workspace in one place; undefined leaves the choice to the wider places. */
  async choose(place: WorkspacePlace, workspace: string | undefined): Promise<void> {
    const folder = currentFolder();
    const settings = vscode.workspace.getConfiguration('muxgate', folder);
    switch (place) {
      case 'window':
        await this.#pins.update({ workspace });
        return;
      case 'folder':
        await settings.update(key, workspace, folderTarget(folder));
        return;
      case 'user':
        await settings.update(key, workspace, vscode.ConfigurationTarget.Global);
    }
  }
}

interface InspectedChoice {
  readonly globalValue?: string;
  readonly workspaceValue?: string;
  readonly workspaceFolderValue?: string;
}

function settingOf(folder: vscode.WorkspaceFolder | undefined): InspectedChoice | undefined {
  return vscode.workspace.getConfiguration('muxgate', folder).inspect<string>(key);
}

/** A choice in the `.code-workspace` file is changed there, as long as the folder makes none of its own. */
function folderTarget(folder: vscode.WorkspaceFolder | undefined): vscode.ConfigurationTarget {
  const setting = settingOf(folder);
  const isInWorkspaceFile =
    vscode.workspace.workspaceFile !== undefined &&
    setting?.workspaceFolderValue === undefined &&
    setting?.workspaceValue !== undefined;
  return isInWorkspaceFile
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.WorkspaceFolder;
}

/** The folder of the active editor, else the first one. */
function currentFolder(): vscode.WorkspaceFolder | undefined {
  const { activeTextEditor } = vscode.window;
  const ofEditor = activeTextEditor && vscode.workspace.getWorkspaceFolder(activeTextEditor.document.uri);
  return ofEditor ?? vscode.workspace.workspaceFolders?.[0];
}
