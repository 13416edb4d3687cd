import * as l10n from '@vscode/l10n';
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
        void vscode.window.showInformationMessage(l10n.t('No workspace of this folder waits for a review.'));
      }
      return;
    }
    const use = l10n.t('Use Workspace');
    const ignore = l10n.t('Ignore');
    const answer = await vscode.window.showInformationMessage(
      l10n.t('Use the workspace “{0}” that {1} brings?', workspace.id, folderName(workspace.folder)),
      { modal: true, detail: detailOf(workspace) },
      use,
      ignore,
    );
    if (answer === use) await this.#confirmations.confirm(workspace.hash);
    if (answer === ignore) await this.#confirmations.ignore(workspace.hash);
  }
}

function detailOf({ models }: UnconfirmedWorkspace): string {
  if (models.length === 0) {
    return l10n.t(
      'It names no model.\n\nYour own local-only rules hold in it too. When it changes, you are asked again.',
    );
  }
  return l10n.t(
    'Requests would go to:\n\n{0}\n\nYour own local-only rules hold in it too. When it changes, you are asked again.',
    models.map((model) => `•  ${model}`).join('\n'),
  );
}

function choose(workspaces: readonly UnconfirmedWorkspace[]): Promise<UnconfirmedWorkspace | undefined> {
  return pickOne({
    title: l10n.t('Workspaces that came with what is opened'),
    placeholder: l10n.t('Which one to review'),
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
    ? l10n.t('the folder “{0}”', decodeURIComponent(folder.slice(folder.lastIndexOf('/') + 1)))
    : folder;
}
