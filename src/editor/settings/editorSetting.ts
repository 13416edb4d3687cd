import * as vscode from 'vscode';
import {
  editorSettingDefaults,
  type EditorSettingKey,
  type EditorSettingValue,
} from '../../protocol/editorSettings.ts';

/** A setting of the editor alone; its default where what is written is of another type. */
export function editorSetting<K extends EditorSettingKey>(key: K): EditorSettingValue<K>;
export function editorSetting(key: EditorSettingKey): unknown {
  const value = vscode.workspace.getConfiguration('muxgate').get<unknown>(key);
  const byDefault = editorSettingDefaults[key];
  return typeof value === typeof byDefault ? value : byDefault;
}
