import * as l10n from '@vscode/l10n';
import { sameJson } from '../../protocol/sameJson.ts';
import { objectSettings } from '../../protocol/settingsChange.ts';
import type { SettingKey, SettingsValue } from './applyChanges.ts';
import { SettingsDocument, SettingsSyntaxError } from './settingsDocument.ts';
import type { SettingsFs } from './settingsFs.ts';

/** The text of the user's settings.json and where it was found. */
export interface FoundSettings {
  readonly uri: string;
  readonly content: Uint8Array;
  /** Without a byte order mark. */
  readonly text: string;
}

const byteOrderMark = '\uFEFF';
/** Settings of `application` scope are kept in the default profile's file, whatever profile is active. */
const applicationKeys: readonly SettingKey[] = [
  'muxgate.providers',
  'muxgate.modelOverrides',
  'muxgate.routes',
  ...objectSettings.map((setting) => `muxgate.${setting}` as const),
];

/**
 * Where the user's settings.json may be, as URIs of its folder. No API says it; the extension's global storage lies
 * below that folder. Desktop VS Code reaches it as `vscode-userdata:`, code-server under a remote URI without authority;
 * where neither has it (a remote window), the text stays out of reach.
 * @param globalStorageUri `ExtensionContext.globalStorageUri`
 */
export function userFolderCandidates(globalStorageUri: { readonly path: string }): string[] {
  const path = globalStorageUri.path.replace(/\/globalStorage\/[^/]+\/?$/, '');
  return path === globalStorageUri.path ? [] : [`vscode-userdata:${path}`, `vscode-remote:${path}`];
}

/** Finds the user's settings.json, read anew each time. */
export class UserSettingsFile {
  readonly #fs: SettingsFs;
  readonly #folders: readonly string[];
  readonly #userValue: (key: SettingKey) => unknown;

  /** @param options.userValue what VS Code holds of the user's settings, which tells the active profile's file */
  constructor(options: {
    readonly fs: SettingsFs;
    readonly folders: readonly string[];
    readonly userValue: (key: SettingKey) => unknown;
  }) {
    this.#fs = options.fs;
    this.#folders = options.folders;
    this.#userValue = options.userValue;
  }

  /** The file that holds these settings; undefined when it cannot be reached or told from another profile's. */
  async find(keys: readonly SettingKey[]): Promise<FoundSettings | undefined> {
    for (const folder of this.#folders) {
      const main = await this.#read(`${folder}/settings.json`);
      if (main === undefined) continue;
      if (keys.every((key) => applicationKeys.includes(key))) return main;
      const ofProfiles = await this.#profileFiles(folder);
      if (ofProfiles.length === 0) return main;
      const agreeing = [main, ...ofProfiles].filter((file) => this.#agrees(file, keys));
      return agreeing.length === 1 ? agreeing[0] : undefined;
    }
    return undefined;
  }

  async #profileFiles(folder: string): Promise<FoundSettings[]> {
    const names = await this.#fs.foldersIn(`${folder}/profiles`);
    const files = await Promise.all(
      names.map((name) => this.#read(`${folder}/profiles/${name}/settings.json`)),
    );
    return files.filter((file) => file !== undefined);
  }

  #agrees(file: FoundSettings, keys: readonly SettingKey[]): boolean {
    const settings = settingsIn(file);
    return 'value' in settings && keys.every((key) => sameJson(settings.value[key], this.#userValue(key)));
  }

  async #read(uri: string): Promise<FoundSettings | undefined> {
    const content = await this.#fs.read(uri);
    if (content === undefined) return undefined;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
    return { uri, content, text: text.startsWith(byteOrderMark) ? text.slice(1) : text };
  }
}

/** All settings of a file, or why they cannot be read. */
export function settingsIn(file: FoundSettings): { value: SettingsValue } | { problem: string } {
  try {
    return { value: new SettingsDocument(file.text).value };
  } catch (error) {
    if (error instanceof SettingsSyntaxError)
      return { problem: l10n.t('{0}. Correct it to save here.', error.message) };
    throw error;
  }
}

/** The bytes of a new text for this file, with the byte order mark that it had. */
export function encodeText(file: FoundSettings, text: string): Uint8Array {
  const hadMark = file.content[0] === 0xef && file.content[1] === 0xbb;
  return new TextEncoder().encode(hadMark ? byteOrderMark + text : text);
}
