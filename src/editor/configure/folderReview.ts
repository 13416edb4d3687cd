import * as vscode from 'vscode';
import type { GatewayStatus, UnconfirmedWorkspace } from '../../protocol/status.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { FolderConfirmations } from './folderConfirmations.ts';

/** Asks the user about workspaces that came with the opened folder; nothing of them is used before. */
export class FolderReview {
  readonly #confirmations: FolderConfirmations;

  constructor(confirmations: FolderConfirmations) {
    this.#confirmations = confirmations;
  }

  /** The workspaces that the user has said nothing about yet. */
  awaiting(status: GatewayStatus): readonly UnconfirmedWorkspace[] {
    return status.unconfirmedWorkspaces.filter(({ hash }) => !this.#confirmations.isIgnored(hash));
  }

  /** Shows the models of such a workspace and takes the user's word; ignored ones can be reviewed again. */
  async ask({ unconfirmedWorkspaces }: GatewayStatus): Promise<void> {
    const workspace =
      unconfirmedWorkspaces.length > 1 ? await choose(unconfirmedWorkspaces) : unconfirmedWorkspaces[0];
    if (workspace === undefined) {
      if (unconfirmedWorkspaces.length === 0) {
        void vscode.window.showInformationMessage('No workspace of this folder waits for a review.');
      }
      return;
    }
    const use = 'Use Workspace';
    const ignore = 'Ignore';
    const answer = await vscode.window.showInformationMessage(
      `Use the workspace “${workspace.id}” that ${folderName(workspace.folder)} brings?`,
      { modal: true, detail: detailOf(workspace) },
      use,
      ignore,
    );
    if (answer === use) await this.#confirmations.confirm(workspace.hash);
    if (answer === ignore) await this.#confirmations.ignore(workspace.hash);
  }
}

function detailOf({ models }: UnconfirmedWorkspace): string {
  const list =
    models.length === 0
      ? 'It names no model.'
      : `Requests would go to:\n\n${models.map((model) => `•  ${model}`).join('\n')}`;
  return `${list}\n\nYour own local-only rules hold in it too. When it changes, you are asked again.`;
}

function choose(workspaces: readonly UnconfirmedWorkspace[]): Promise<UnconfirmedWorkspace | undefined> {
  return pickOne({
    title: 'Workspaces that came with what is opened',
    placeholder: 'Which one to review',
    lines: workspaces.map((workspace) => ({
      label: workspace.id,
      description: folderName(workspace.folder),
      detail: workspace.models.join(', '),
      icon: 'shield',
      action: workspace,
    })),
  });
}

/** The last part of a folder's URI; other sources are named in words already. */
function folderName(folder: string): string {
  return folder.includes('://')
    ? `the folder “${decodeURIComponent(folder.slice(folder.lastIndexOf('/') + 1))}”`
    : folder;
}
