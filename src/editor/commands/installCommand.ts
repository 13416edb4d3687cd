import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { pathAdvice } from '../launcher/pathAdvice.ts';

/** Puts the `muxgate` command on the PATH of the machine that this window's terminals are on. */
export async function installCommand(launcher: Launcher): Promise<void> {
  const result = await launcher.install();
  if (result.outcome === 'taken') {
    throw new Error(
      l10n.t(
        '{0} is another program, which Muxgate does not overwrite. Remove or rename it, then install again.',
        result.file,
      ),
    );
  }
  if (!result.isOnPath) {
    const copy = l10n.t('Copy Command');
    const advice = pathAdvice(result.folder, process.platform, process.env['SHELL']);
    const chosen = await vscode.window.showInformationMessage(
      l10n.t(
        'The muxgate command is installed as {0}, but that folder is not on the PATH. Run this once and open a new terminal: {1}',
        result.file,
        advice,
      ),
      copy,
    );
    if (chosen === copy) await vscode.env.clipboard.writeText(advice);
    return;
  }
  if (result.hiddenBy !== undefined) {
    void vscode.window.showWarningMessage(
      l10n.t(
        'The muxgate command is installed as {0}, but terminals find another one first: {1}.',
        result.file,
        result.hiddenBy,
      ),
    );
    return;
  }
  const { remoteName } = vscode.env;
  confirmBriefly(
    remoteName === undefined
      ? l10n.t('muxgate installed: {0}', result.file)
      : l10n.t('muxgate installed on the remote machine: {0}', result.file),
  );
}

/** Takes the `muxgate` command away again; other programs of that name stay. */
export async function uninstallCommand(launcher: Launcher): Promise<void> {
  const { removed, others } = await launcher.uninstall();
  if (removed.length > 0) {
    confirmBriefly(l10n.t('muxgate removed: {0}', removed.join(', ')));
    return;
  }
  throw new Error(
    others.length === 0
      ? l10n.t('There is no muxgate command of this extension on this machine.')
      : l10n.t('{0} is another program, which Muxgate does not remove.', others.join(', ')),
  );
}
