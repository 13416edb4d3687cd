import { objectSettings } from '../../protocol/settingsChange.ts';
import type { UserSettings } from '../../protocol/webviewMessages.ts';
import { pageSettingKeys, type SettingKey } from './applyChanges.ts';
import { settingsIn, type UserSettingsFile } from './userSettingsFile.ts';

/**
 * Reads what the user's settings say right now: the text of settings.json where it can be reached, because VS Code may
 * not have noticed a change yet, else what VS Code holds.
 * @param held what VS Code holds of the user's scope
 */
export async function readUserSettings(
  file: Pick<UserSettingsFile, 'find'>,
  held: (key: SettingKey) => unknown,
): Promise<UserSettings> {
  let problem: string | undefined;
  const read = async (key: SettingKey): Promise<[SettingKey, unknown]> => {
    const found = await file.find([key]);
    if (found === undefined) return [key, held(key)];
    const settings = settingsIn(found);
    if ('value' in settings) return [key, settings.value[key]];
    problem = settings.problem;
    return [key, held(key)];
  };
  const values = new Map(await Promise.all(pageSettingKeys.map(read)));
  const activeWorkspace = values.get('muxgate.activeWorkspace');
  return {
    providers: tableOf(values.get('muxgate.providers')),
    workspaces: tableOf(values.get('muxgate.workspaces')),
    modelOverrides: tableOf(values.get('muxgate.modelOverrides')),
    routes: tableOf(values.get('muxgate.routes')),
    objects: Object.fromEntries(
      objectSettings
        .map((setting) => [setting, values.get(`muxgate.${setting}`)] as const)
        .filter(([, value]) => value !== undefined),
    ),
    activeWorkspace: typeof activeWorkspace === 'string' ? activeWorkspace : undefined,
    problem,
  };
}

function tableOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
