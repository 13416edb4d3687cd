import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { completionsEnabled } from '../completions/completionsEnabled.ts';
import { confirmBriefly } from '../confirmBriefly.ts';

/** Turns code suggestions on or off in the user's settings. */
export async function toggleCompletions(): Promise<void> {
  const isOn = !completionsEnabled();
  await vscode.workspace
    .getConfiguration('muxgate')
    .update('inlineCompletions.enabled', isOn, vscode.ConfigurationTarget.Global);
  confirmBriefly(isOn ? l10n.t('Code suggestions are on') : l10n.t('Code suggestions are off'));
}
