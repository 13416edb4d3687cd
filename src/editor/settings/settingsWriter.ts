import * as l10n from '@vscode/l10n';
import { sameJson } from '../../protocol/sameJson.ts';
import type { SettingsChange, WriteResult } from '../../protocol/settingsChange.ts';
import {
  changedSettings,
  changedSettingsText,
  conflictsOf,
  type SettingKey,
  type SettingsValue,
  touchedKeys,
} from './applyChanges.ts';
import { saveFailureText } from './saveFailureText.ts';
import { replaceContent, type SettingsFs } from './settingsFs.ts';
import { encodeText, type FoundSettings, settingsIn, type UserSettingsFile } from './userSettingsFile.ts';

/** VS Code's own way to the user's settings, for where their text is out of reach. */
export interface UserConfiguration {
  /** What the user's scope alone says; undefined: nothing. */
  value(key: SettingKey): unknown;
  /** Writes the user's scope; undefined removes the setting. */
  update(key: SettingKey, value: unknown): Promise<void>;
  /** Whether an editor holds unsaved changes to this file. */
  isDirty(uri: string): boolean;
}

interface WriterParts {
  readonly file: Pick<UserSettingsFile, 'find'>;
  readonly fs: SettingsFs;
  readonly configuration: UserConfiguration;
}

/**
 * Writes to the user's settings, all changes or none. Before each write the settings are read again: when an entry says
 * something else than the page had loaded, nothing is written.
 */
export class SettingsWriter {
  readonly #parts: WriterParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** One write after the other. Never rejects: what went wrong is in the result. */
  write(changes: readonly SettingsChange[]): Promise<WriteResult> {
    const written = this.#last.then(() => this.#write(changes)).catch(failed);
    this.#last = written;
    return written;
  }

  async #write(changes: readonly SettingsChange[]): Promise<WriteResult> {
    const keys = touchedKeys(changes);
    const file = await this.#parts.file.find(keys);
    return file === undefined ? this.#update(keys, changes) : this.#editFile(file, changes);
  }

  async #editFile(file: FoundSettings, changes: readonly SettingsChange[]): Promise<WriteResult> {
    const { configuration, fs } = this.#parts;
    if (configuration.isDirty(file.uri)) {
      const message = l10n.t(
        'settings.json has changes in an editor that are not saved. Save or revert them, then save here.',
      );
      return { outcome: 'failed', message };
    }
    const before = settingsIn(file);
    if ('problem' in before) return { outcome: 'failed', message: before.problem };
    const conflicts = conflictsOf(before.value, changes);
    if (conflicts.length > 0) return { outcome: 'conflict', conflicts };

    const text = changedSettingsText(file.text, changes);
    assertMeaning({ ...file, text }, changedSettings(before.value, changes));
    await replaceContent(fs, file.uri, file.content, encodeText(file, text));
    return { outcome: 'written' };
  }

  /** Whole settings at once, since the text is out of reach; still the user's scope alone. */
  async #update(keys: readonly SettingKey[], changes: readonly SettingsChange[]): Promise<WriteResult> {
    const { configuration } = this.#parts;
    const before = Object.fromEntries(
      keys
        .map((key): [string, unknown] => [key, configuration.value(key)])
        .filter(([, value]) => value !== undefined),
    );
    const conflicts = conflictsOf(before, changes);
    if (conflicts.length > 0) return { outcome: 'conflict', conflicts };
    const after = changedSettings(before, changes);
    for (const key of keys) {
      if (!sameJson(before[key], after[key])) await configuration.update(key, after[key]);
    }
    return { outcome: 'written' };
  }
}

/** A text edit that means anything else than the changes must never reach the disk. */
function assertMeaning(file: FoundSettings, wanted: SettingsValue): void {
  const settings = settingsIn(file);
  if ('value' in settings && sameJson(settings.value, wanted)) return;
  throw new Error('the change cannot be placed in this text; make it in settings.json itself');
}

function failed(error: unknown): WriteResult {
  return { outcome: 'failed', message: saveFailureText(error) };
}
