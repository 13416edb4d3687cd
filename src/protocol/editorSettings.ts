/**
 * Settings that the editor alone reads, with their defaults. Their schema and description are in
 * `config/editorSettings.ts`; a test holds the two together.
 */
export const editorSettingDefaults = {
  'statusBar.showCost': false,
  'terminal.environment': false,
  'terminal.accessKey': false,
  'inlineCompletions.enabled': false,
  'inlineCompletions.multiLine': true,
  'inlineCompletions.delayMs': 200,
} as const satisfies Readonly<Record<string, boolean | number | string>>;

export type EditorSettingKey = keyof typeof editorSettingDefaults;

/** The type of a setting's values, from that of its default. */
export type EditorSettingValue<K extends EditorSettingKey> = Widened<(typeof editorSettingDefaults)[K]>;

type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;

const groups: ReadonlySet<string> = new Set(
  Object.keys(editorSettingDefaults).map((key) => key.split('.')[0] ?? key),
);

/** Whether a setting, or the group at the top of `muxgate.` that it is in, is none of the gateway's. */
export function isEditorSetting(key: string): boolean {
  return groups.has(key.split('.')[0] ?? key);
}
