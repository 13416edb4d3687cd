import * as vscode from 'vscode';
import {
  editorSettingDefaults,
  type EditorSettingKey,
  type EditorSettingValue,
} from '../../protocol/editorSettings.ts';

/**
 * A setting of the editor alone; its default where what is written is of another type.
 * @param scope the document or language that it is asked for, where the setting may differ by language
 */
export function editorSetting<K extends EditorSettingKey>(
  key: K,
  scope?: vscode.ConfigurationScope,
): EditorSettingValue<K>;
export function editorSetting(key: EditorSettingKey, scope?: vscode.ConfigurationScope): unknown {
  const value = vscode.workspace.getConfiguration('muxgate', scope).get<unknown>(key);
  const byDefault = editorSettingDefaults[key];
  return typeof value === typeof byDefault ? value : byDefault;
}
