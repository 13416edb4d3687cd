import { isEditorSetting } from '../../protocol/editorSettings.ts';
import type { ConfigureMessage } from '../../protocol/gatewayMessages.ts';

export type Scope = ConfigureMessage['scopes'][number];

/** One setting as `inspect()` shows it: what each scope says, without the package's default. */
export interface InspectedSetting {
  /** Without the `muxgate.` prefix. */
  readonly key: string;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

export interface WindowFolders {
  /** URIs of the window's folders. */
  readonly folders: readonly string[];
  /** Whether a `.code-workspace` file lists them; else the window has one folder at most, whose settings are its own. */
  readonly hasWorkspaceFile: boolean;
}

/**
 * Takes the scopes apart: the user's first, then the `.code-workspace` file's, then each folder's. Scopes that say
 * nothing are left out, except the user's.
 * @param inspect every setting as seen from a folder, or from the window; it is slow, so that nothing is asked twice
 */
export function scopesOf(
  window: WindowFolders,
  inspect: (folder: string | undefined) => readonly InspectedSetting[],
): Scope[] {
  const inspected = window.folders.map((folder) => ({ folder, settings: inspect(folder) }));
  const [first] = inspected;
  // Each folder shows what the user says, too.
  const ofWindow = window.hasWorkspaceFile || first === undefined ? inspect(undefined) : first.settings;
  const user: Scope = { scope: 'user', value: valuesOf(ofWindow, (setting) => setting.globalValue) };
  const workspace: Scope = {
    scope: 'workspace',
    value: valuesOf(ofWindow, (setting) => setting.workspaceValue),
  };
  const folders = inspected.map(({ folder, settings }): Scope => ({
    scope: 'folder',
    folder,
    value: valuesOf(settings, (setting) =>
      // In a window with a single folder both mean that folder's .vscode/settings.json.
      window.hasWorkspaceFile
        ? setting.workspaceFolderValue
        : (setting.workspaceFolderValue ?? setting.workspaceValue),
    ),
  }));
  const opened = window.hasWorkspaceFile ? [workspace, ...folders] : folders;
  return [user, ...opened.filter((scope) => Object.keys(scope.value).length > 0)];
}

/** The gateway's settings as plain copies: what VS Code hands out may be frozen or a proxy. */
function valuesOf(
  settings: readonly InspectedSetting[],
  pick: (setting: InspectedSetting) => unknown,
): Record<string, unknown> {
  const said = settings.filter((setting) => !isEditorSetting(setting.key) && pick(setting) !== undefined);
  return Object.fromEntries(
    said.map((setting): [string, unknown] => [setting.key, JSON.parse(JSON.stringify(pick(setting)))]),
  );
}
