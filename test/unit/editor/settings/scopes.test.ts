import assert from 'node:assert/strict';
import { type InspectedSetting, scopesOf } from '../../../../src/editor/settings/scopes.ts';

const workspaces: InspectedSetting = {
  key: 'workspaces',
  globalValue: { mine: {} },
  workspaceValue: { theirs: {} },
};

describe('reading the settings', () => {
  it('keeps what a folder says apart from what the user says', () => {
    const scopes = scopesOf({ folders: ['file:///a'], hasWorkspaceFile: false }, () => [workspaces]);
    assert.deepEqual(scopes, [
      { scope: 'user', value: { workspaces: { mine: {} } } },
      { scope: 'folder', folder: 'file:///a', value: { workspaces: { theirs: {} } } },
    ]);
  });

  it('asks once in a window with one folder, as asking takes long', () => {
    const asked: (string | undefined)[] = [];
    scopesOf({ folders: ['file:///a'], hasWorkspaceFile: false }, (folder) => {
      asked.push(folder);
      return [workspaces];
    });
    assert.deepEqual(asked, ['file:///a']);
  });

  it('asks each folder of a .code-workspace file, and the file itself', () => {
    const scopes = scopesOf({ folders: ['file:///a', 'file:///b'], hasWorkspaceFile: true }, (folder) => [
      {
        key: 'activeWorkspace',
        workspaceValue: 'team',
        workspaceFolderValue: folder === 'file:///b' ? 'b' : undefined,
      },
    ]);
    assert.deepEqual(scopes, [
      { scope: 'user', value: {} },
      { scope: 'workspace', value: { activeWorkspace: 'team' } },
      { scope: 'folder', folder: 'file:///b', value: { activeWorkspace: 'b' } },
    ]);
  });

  it('leaves out what is for the editor alone, which the gateway would call a mistake', () => {
    const scopes = scopesOf({ folders: [], hasWorkspaceFile: false }, () => [
      workspaces,
      { key: 'terminal', globalValue: { environment: true } },
    ]);
    assert.deepEqual(scopes, [{ scope: 'user', value: { workspaces: { mine: {} } } }]);
  });

  it('gives copies, so that nobody changes what VS Code holds', () => {
    const frozen = Object.freeze({ mine: Object.freeze({ model: 'a/b' }) });
    const [user] = scopesOf({ folders: [], hasWorkspaceFile: false }, () => [
      { key: 'workspaces', globalValue: frozen },
    ]);
    assert.deepEqual(user?.value, { workspaces: frozen });
    assert.notEqual(user.value['workspaces'], frozen);
  });
});
