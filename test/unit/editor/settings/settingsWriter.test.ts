import assert from 'node:assert/strict';
import type { SettingKey } from '../../../../src/editor/settings/applyChanges.ts';
import { SettingsWriter } from '../../../../src/editor/settings/settingsWriter.ts';
import { UserSettingsFile } from '../../../../src/editor/settings/userSettingsFile.ts';
import type { SettingsChange } from '../../../../src/protocol/settingsChange.ts';
import { MemorySettingsFs } from '../../../helpers/editor/memorySettingsFs.ts';

const folder = 'vscode-userdata:/User';
const file = `${folder}/settings.json`;
const local = { type: 'ollama' };
const text = `{
  // the GPU box
  "muxgate.providers": { "local": { "type": "ollama" } },
  "editor.fontSize": 13
}
`;

interface Setup {
  writer: SettingsWriter;
  fs: MemorySettingsFs;
  updates: [SettingKey, unknown][];
}

function setUp(
  options: { files?: Record<string, string>; user?: Record<string, unknown>; isDirty?: boolean } = {},
): Setup {
  const fs = new MemorySettingsFs(options.files ?? { [file]: text });
  const updates: [SettingKey, unknown][] = [];
  const value = (key: SettingKey): unknown => options.user?.[key];
  const writer = new SettingsWriter({
    fs,
    file: new UserSettingsFile({ fs, folders: [folder], userValue: value }),
    configuration: {
      value,
      update: (key, changed) => {
        updates.push([key, changed]);
        return Promise.resolve();
      },
      isDirty: () => options.isDirty ?? false,
    },
  });
  return { writer, fs, updates };
}

const addWork: SettingsChange = { kind: 'entry', table: 'providers', id: 'work', value: { type: 'openai' } };
const changeLocal = (base: unknown): SettingsChange => ({
  kind: 'entry',
  table: 'providers',
  id: 'local',
  base,
  value: { type: 'vllm' },
});

describe('writing the settings', () => {
  it('edits a setting that is one object member by member, and keeps its comments', async () => {
    const budget = { perDayUsd: 5 };
    const before = `{
  "muxgate.budget": {
    "perDayUsd": 5 // a coffee
  }
}
`;
    const { writer, fs } = setUp({ files: { [file]: before } });
    const value = { perDayUsd: 5, perRequestUsd: 0.08 };
    const change: SettingsChange = { kind: 'object', setting: 'budget', base: budget, value };
    assert.deepEqual(await writer.write([change]), { outcome: 'written' });
    assert.match(fs.files.get(file) ?? '', /"perDayUsd": 5, \/\/ a coffee\n {4}"perRequestUsd": 0\.08/);
    assert.deepEqual(await writer.write([change]), {
      outcome: 'conflict',
      conflicts: [{ path: 'budget', current: value }],
    });
    await writer.write([{ kind: 'object', setting: 'budget', base: value }]);
    assert.doesNotMatch(fs.files.get(file) ?? '', /budget/);
  });

  it('adds an entry to settings.json and leaves the rest as it was', async () => {
    const { writer, fs } = setUp();
    assert.deepEqual(await writer.write([addWork]), { outcome: 'written' });
    const written = fs.files.get(file) ?? '';
    assert.match(written, /\/\/ the GPU box/);
    assert.match(written, /"local": \{ "type": "ollama" \}, "work": \{/);
    assert.deepEqual([...fs.files.keys()], [file]);
  });

  it('writes nothing when the entry says something else than the page had loaded, and shows what', async () => {
    const { writer, fs } = setUp();
    assert.deepEqual(await writer.write([changeLocal({ type: 'lmstudio' })]), {
      outcome: 'conflict',
      conflicts: [{ path: 'providers.local', current: local }],
    });
    assert.deepEqual(fs.written, []);
  });

  it('writes none of several changes when one of them conflicts', async () => {
    const { writer, fs } = setUp();
    const result = await writer.write([addWork, changeLocal(undefined)]);
    assert.equal(result.outcome, 'conflict');
    assert.equal(fs.files.get(file), text);
  });

  it('reads settings.json again before each write', async () => {
    const { writer, fs } = setUp({ user: { 'muxgate.providers': { local } } });
    fs.files.set(file, text.replace('ollama', 'lmstudio'));
    const result = await writer.write([changeLocal(local)]);
    assert.deepEqual(result, {
      outcome: 'conflict',
      conflicts: [{ path: 'providers.local', current: { type: 'lmstudio' } }],
    });
  });

  it('renames an entry, unless the new id is taken', async () => {
    const rename = (id: string): SettingsChange => ({
      kind: 'entry',
      table: 'providers',
      id,
      renamedFrom: 'local',
      base: local,
      value: { type: 'vllm' },
    });
    const { writer, fs } = setUp();
    assert.deepEqual(await writer.write([rename('desk')]), { outcome: 'written' });
    assert.match(fs.files.get(file) ?? '', /"muxgate.providers": \{ "desk": \{ "type": "vllm" \} \}/);

    const taken = setUp({ files: { [file]: text.replace('{ "local"', '{ "desk": {}, "local"') } });
    assert.deepEqual(await taken.writer.write([rename('desk')]), {
      outcome: 'conflict',
      conflicts: [{ path: 'providers.desk', current: {} }],
    });
  });

  it('lets two writes at once follow each other, so that the second sees the first', async () => {
    const { writer } = setUp();
    const results = await Promise.all([writer.write([addWork]), writer.write([addWork])]);
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['written', 'conflict'],
    );
  });

  it('keeps the file whole when the disk is full, and says so', async () => {
    const { writer, fs } = setUp();
    fs.beforeWrite = () => 10;
    const result = await writer.write([addWork]);
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /the disk is full/);
    assert.deepEqual([...fs.files], [[file, text]]);
    assert.deepEqual(fs.written, [`${file}.muxgate-probe`]);
  });

  it('puts the old content back when the disk fills up in the middle of the write', async () => {
    const { writer, fs } = setUp();
    let failures = 0;
    fs.beforeWrite = (uri) => (uri === file && failures++ === 0 ? 10 : undefined);
    assert.equal((await writer.write([addWork])).outcome, 'failed');
    assert.deepEqual([...fs.files], [[file, text]]);
  });

  it('writes nothing into a settings.json that is not valid, and names the line', async () => {
    const { writer, fs } = setUp({ files: { [file]: '{\n  "a": 1\n  "b": 2\n}' } });
    const result = await writer.write([addWork]);
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /line 3/);
    assert.deepEqual(fs.written, []);
  });

  it('does not write below unsaved changes of an editor', async () => {
    const { writer, fs } = setUp({ isDirty: true });
    const result = await writer.write([addWork]);
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /not saved/);
    assert.deepEqual(fs.written, []);
  });

  it('keeps a byte order mark', async () => {
    const { writer, fs } = setUp({ files: { [file]: '\uFEFF{}' } });
    await writer.write([addWork]);
    assert.match(fs.files.get(file) ?? '', /^\uFEFF\{\n/);
  });

  it('asks VS Code to write where the text is out of reach, the scope of the user alone', async () => {
    const { writer, updates } = setUp({ files: {}, user: { 'muxgate.providers': { local } } });
    assert.equal((await writer.write([changeLocal(undefined)])).outcome, 'conflict');
    assert.deepEqual(await writer.write([addWork]), { outcome: 'written' });
    assert.deepEqual(updates, [['muxgate.providers', { local, work: { type: 'openai' } }]]);
  });
});

describe('finding settings.json', () => {
  const profile = `${folder}/profiles/p1/settings.json`;
  const workspaces = { mine: { model: 'a/b' } };
  const find = (files: Record<string, string>, keys: SettingKey[]): Promise<string | undefined> => {
    const options = {
      fs: new MemorySettingsFs(files),
      folders: ['vscode-userdata:/elsewhere', folder],
      userValue: () => workspaces,
    };
    return new UserSettingsFile(options).find(keys).then((found) => found?.uri);
  };
  const inProfile = JSON.stringify({ 'muxgate.workspaces': workspaces });

  it('takes the only one there is', async () => {
    assert.equal(await find({ [file]: '{}' }, ['muxgate.workspaces']), file);
  });

  it('takes the one of the profile that is in use', async () => {
    assert.equal(await find({ [file]: '{}', [profile]: inProfile }, ['muxgate.workspaces']), profile);
  });

  it('takes the default profile for providers, which hold in every profile', async () => {
    assert.equal(await find({ [file]: '{}', [profile]: inProfile }, ['muxgate.providers']), file);
  });

  it('takes none when profiles cannot be told apart', async () => {
    assert.equal(await find({ [file]: inProfile, [profile]: inProfile }, ['muxgate.workspaces']), undefined);
  });
});
