import type { SettingsChange } from '../../../src/protocol/settingsChange.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { type JsonObject, withMember } from './json.ts';

/** The settings after changes that were just written, shown until the host sends what the file says. */
export function changedUserSettings(
  settings: UserSettings,
  changes: readonly SettingsChange[],
): UserSettings {
  return changes.reduce((changed: UserSettings, change) => {
    if (change.kind === 'activeWorkspace') return { ...changed, activeWorkspace: change.value };
    if (change.kind === 'object') {
      return { ...changed, objects: withMember(changed.objects, change.setting, change.value) };
    }
    const entries = Object.entries(changed[change.table]).map(([id, value]): [string, unknown] => [
      id === change.renamedFrom ? change.id : id,
      value,
    ]);
    const table: JsonObject = Object.fromEntries(entries);
    return { ...changed, [change.table]: withMember(table, change.id, change.value) };
  }, settings);
}
