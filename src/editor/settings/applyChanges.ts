import { ownMember, sameJson } from '../../protocol/sameJson.ts';
import {
  type ObjectSetting,
  objectSettings,
  type SettingsChange,
  type SettingsConflict,
  type SettingsTable,
} from '../../protocol/settingsChange.ts';
import { editSettingsText, renameProperty } from './editSettingsText.ts';

/** The setting's key with its prefix, as in settings.json. */
export type SettingKey = `muxgate.${SettingsTable | ObjectSetting}` | 'muxgate.activeWorkspace';

export const pageSettingKeys: readonly SettingKey[] = [
  'muxgate.providers',
  'muxgate.workspaces',
  'muxgate.modelOverrides',
  'muxgate.routes',
  'muxgate.activeWorkspace',
  ...objectSettings.map((setting) => `muxgate.${setting}` as const),
];

/** Settings by full key. */
export type SettingsValue = Readonly<Record<string, unknown>>;

/** The settings that these changes touch. */
export function touchedKeys(changes: readonly SettingsChange[]): SettingKey[] {
  return [...new Set(changes.map(keyOf))];
}

/** What the settings say differently from what the page had loaded; empty when the changes may be written. */
export function conflictsOf(settings: SettingsValue, changes: readonly SettingsChange[]): SettingsConflict[] {
  return changes.flatMap((change): SettingsConflict[] => {
    if (change.kind !== 'entry') {
      const current = settings[keyOf(change)];
      const path = change.kind === 'object' ? change.setting : change.kind;
      return sameJson(current, change.base) ? [] : [{ path, current }];
    }
    const table = tableOf(settings, change);
    const from = change.renamedFrom ?? change.id;
    const conflicts: SettingsConflict[] = [];
    const current = ownMember(table, from);
    if (!sameJson(current, change.base)) {
      conflicts.push({ path: `${change.table}.${from}`, current });
    }
    const taken = from === change.id ? undefined : ownMember(table, change.id);
    if (taken !== undefined) {
      conflicts.push({ path: `${change.table}.${change.id}`, current: taken });
    }
    return conflicts;
  });
}

/** The settings after the changes. */
export function changedSettings(settings: SettingsValue, changes: readonly SettingsChange[]): SettingsValue {
  return changes.reduce((changed: SettingsValue, change) => {
    if (change.kind !== 'entry') return withKey(changed, keyOf(change), change.value);
    const entries = Object.entries(tableOf(changed, change));
    const renamed = entries.map(([id, value]): [string, unknown] => [
      id === change.renamedFrom ? change.id : id,
      value,
    ]);
    return withKey(changed, keyOf(change), withKey(Object.fromEntries(renamed), change.id, change.value));
  }, settings);
}

/**
 * The text of settings.json after the changes, each an edit of the smallest node.
 * @throws {SettingsSyntaxError} when the text is not JSON with comments
 */
export function changedSettingsText(text: string, changes: readonly SettingsChange[]): string {
  return changes.reduce((changed, change) => {
    if (change.kind !== 'entry') return editSettingsText(changed, [keyOf(change)], change.value);
    const key = keyOf(change);
    const renamed =
      change.renamedFrom === undefined
        ? changed
        : renameProperty(changed, [key, change.renamedFrom], change.id);
    return editSettingsText(renamed, [key, change.id], change.value);
  }, text);
}

function keyOf(change: SettingsChange): SettingKey {
  switch (change.kind) {
    case 'entry':
      return `muxgate.${change.table}`;
    case 'object':
      return `muxgate.${change.setting}`;
    case 'activeWorkspace':
      return 'muxgate.activeWorkspace';
  }
}

function tableOf(settings: SettingsValue, change: SettingsChange): Record<string, unknown> {
  const table = settings[keyOf(change)];
  return typeof table === 'object' && table !== null && !Array.isArray(table) ? { ...table } : {};
}

function withKey(object: SettingsValue, key: string, value: unknown): SettingsValue {
  if (!Object.hasOwn(object, key)) return value === undefined ? object : { ...object, [key]: value };
  const replaced = Object.entries(object).map(([name, old]): [string, unknown] => [
    name,
    name === key ? value : old,
  ]);
  return Object.fromEntries(replaced.filter(([, member]) => member !== undefined));
}
