import { editSettingsText, type JsonPath } from '../../settings/editSettingsText.ts';
import { SettingsDocument, SettingsSyntaxError } from '../../settings/settingsDocument.ts';
import { type ConfigPath, isEmptyContainer, valueAt, withValueAt } from './configPath.ts';
import { ConfigSyntaxError } from './configSyntaxError.ts';
import type { ConfigText } from './configText.ts';

/** JSON, with comments and trailing commas where the file has them. */
export class JsonConfigText implements ConfigText {
  readonly text: string;
  readonly #value: Record<string, unknown>;

  /** @throws {ConfigSyntaxError} when it is no object */
  constructor(text: string) {
    this.text = text;
    try {
      this.#value = new SettingsDocument(text).value;
    } catch (error) {
      if (error instanceof SettingsSyntaxError) throw new ConfigSyntaxError(error.reason, error.line);
      throw error;
    }
  }

  get isEmpty(): boolean {
    const withoutBlanks = this.text.replaceAll(/\s/g, '');
    return withoutBlanks === '' || withoutBlanks === '{}';
  }

  get(path: ConfigPath): unknown {
    return valueAt(this.#value, path);
  }

  set(path: ConfigPath, value: unknown): JsonConfigText {
    // VS Code's own layout is for its settings; a new file of a client has two spaces, as they write it.
    if (this.text.trim() === '') {
      const content = withValueAt({}, path, value);
      return isEmptyContainer(content)
        ? this
        : new JsonConfigText(`${JSON.stringify(content, undefined, 2)}\n`);
    }
    const keys: string[] = [];
    for (const segment of path) {
      if (typeof segment !== 'string') break;
      keys.push(segment);
    }
    const whole: JsonPath = keys;
    const changed = keys.length === path.length ? value : this.#listWith(keys, path, value);
    return new JsonConfigText(editSettingsText(this.text, whole, changed));
  }

  /** A list is written as a whole; what stays of it keeps its text. */
  #listWith(keys: readonly string[], path: ConfigPath, value: unknown): unknown {
    return withValueAt(valueAt(this.#value, keys), path.slice(keys.length), value);
  }
}
