import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { SettingsChange } from '../../protocol/settingsChange.ts';
import { SettingsWriter } from '../settings/settingsWriter.ts';
import { userFolderCandidates, UserSettingsFile } from '../settings/userSettingsFile.ts';
import { vscodeSettingsFs } from '../settings/vscodeSettingsFs.ts';
import { vscodeUserConfiguration } from '../settings/vscodeUserConfiguration.ts';

/** Writes all changes to the user's settings, or throws an error that says why none was written. */
export type WriteSettings = (changes: readonly SettingsChange[]) => Promise<void>;

/** The window's one writer of the user's providers and workspaces. */
export function userSettingsWriter(globalStorageUri: vscode.Uri): SettingsWriter {
  const file = new UserSettingsFile({
    fs: vscodeSettingsFs,
    folders: userFolderCandidates(globalStorageUri),
    userValue: (key) => vscodeUserConfiguration.value(key),
  });
  return new SettingsWriter({ file, fs: vscodeSettingsFs, configuration: vscodeUserConfiguration });
}

/** A writer as commands use it. */
export function writeSettingsWith(writer: SettingsWriter): WriteSettings {
  return async (changes) => {
    const result = await writer.write(changes);
    switch (result.outcome) {
      case 'written':
        return;
      case 'failed':
        throw new Error(result.message);
      case 'conflict': {
        const paths = result.conflicts.map(({ path }) => path).join(', ');
        throw new Error(l10n.t('The settings have another {0} by now; nothing was written.', paths));
      }
    }
  };
}
