import assert from 'node:assert/strict';
import type { SettingKey } from '../../../../src/editor/settings/applyChanges.ts';
import { readUserSettings } from '../../../../src/editor/settings/readUserSettings.ts';
import { saveFailureText } from '../../../../src/editor/settings/saveFailureText.ts';
import { UserSettingsFile, userFolderCandidates } from '../../../../src/editor/settings/userSettingsFile.ts';
import { MemorySettingsFs } from '../../../helpers/editor/memorySettingsFs.ts';

const folder = 'vscode-userdata:/User';
const held: Partial<Record<SettingKey, unknown>> = {
  'muxgate.providers': { old: {} },
  'muxgate.workspaces': {},
  'muxgate.modelOverrides': { 'old/*': { tools: false } },
  'muxgate.activeWorkspace': 'old',
  'muxgate.budget': { perDayUsd: 5 },
};

function read(text?: string): ReturnType<typeof readUserSettings> {
  const fs = new MemorySettingsFs(text === undefined ? {} : { [`${folder}/settings.json`]: text });
  const file = new UserSettingsFile({ fs, folders: [folder], userValue: (key) => held[key] });
  return readUserSettings(file, (key) => held[key]);
}

describe('what the settings page shows', () => {
  it('is what settings.json says right now, noticed by VS Code or not', async () => {
    const text =
      '{ "muxgate.providers": { "new": { "type": "vllm" } }, "muxgate.workspaces": [], "muxgate.tiers": { "*opus*": "@strong" }, /**/ }';
    assert.deepEqual(await read(text), {
      providers: { new: { type: 'vllm' } },
      workspaces: {},
      modelOverrides: {},
      routes: {},
      objects: { tiers: { '*opus*': '@strong' } },
      activeWorkspace: undefined,
      problem: undefined,
    });
  });

  it('is what VS Code holds where the text is out of reach or not valid, and says so', async () => {
    const shown = {
      providers: { old: {} },
      workspaces: {},
      modelOverrides: { 'old/*': { tools: false } },
      routes: {},
      objects: { budget: { perDayUsd: 5 } },
      activeWorkspace: 'old',
    };
    assert.deepEqual(await read(), { ...shown, problem: undefined });
    const { problem, ...values } = await read('{ "a" }');
    assert.deepEqual(values, shown);
    assert.match(problem ?? '', /line 1/);
  });
});

describe('where settings.json may be', () => {
  it('is told by the extension’s own storage', () => {
    assert.deepEqual(userFolderCandidates({ path: '/c:/Users/x/Code/User/globalStorage/muxgate.muxgate' }), [
      'vscode-userdata:/c:/Users/x/Code/User',
      'vscode-remote:/c:/Users/x/Code/User',
    ]);
    assert.deepEqual(userFolderCandidates({ path: '/somewhere/else' }), []);
  });
});

describe('why settings.json was not saved', () => {
  it('is said in words that help', () => {
    for (const [error, words] of [
      ['ENOSPC: no space left on device, write', 'the disk is full'],
      ['EROFS: read-only file system', 'read-only disk'],
      ['EACCES: permission denied', 'may not be written'],
      ['something odd.', 'VS Code says: something odd.'],
    ] as const) {
      const text = saveFailureText(new Error(error));
      assert.ok(text.includes(words), text);
      assert.match(text, /Nothing was changed/);
    }
  });
});
