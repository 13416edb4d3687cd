import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ActiveWorkspace } from '../../../src/editor/configure/activeWorkspace.ts';
import { ConfigurationReporter } from '../../../src/editor/configure/configurationReporter.ts';
import { FolderConfirmations } from '../../../src/editor/configure/folderConfirmations.ts';
import { readProxySettings } from '../../../src/editor/configure/proxySettings.ts';
import { WindowPins } from '../../../src/editor/windowPins.ts';
import type { ConfigureMessage } from '../../../src/protocol/gatewayMessages.ts';
import { MemoryMemento } from '../../helpers/editor/memoryMemento.ts';
import { until } from '../../helpers/vscode/until.ts';

const { Global, WorkspaceFolder } = vscode.ConfigurationTarget;

function settings(section: string): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(section, vscode.workspace.workspaceFolders?.[0]);
}

describe('the active workspace', () => {
  const state = new MemoryMemento();
  const active = new ActiveWorkspace(new WindowPins({ workspaceState: state, report: () => undefined }));

  after(async () => {
    await settings('muxgate').update('activeWorkspace', undefined, WorkspaceFolder);
    await settings('muxgate').update('activeWorkspace', undefined, Global);
  });

  it('is chosen in the user settings as long as nothing narrower chooses one', async () => {
    await active.activate('writing');
    assert.equal(settings('muxgate').inspect('activeWorkspace')?.globalValue, 'writing');
    assert.deepEqual(active.choices, {
      window: undefined,
      folder: { name: 'sample', choice: undefined },
      user: 'writing',
    });
  });

  it('is chosen in the folder’s settings once the folder chooses one', async () => {
    await active.choose('folder', 'team');
    await active.activate('default');
    assert.deepEqual(active.choices.folder, { name: 'sample', choice: 'default' });
    assert.equal(active.choices.user, 'writing');
  });

  it('is chosen for the window above all, until that is cleared', async () => {
    await active.choose('window', 'team');
    await active.activate('writing');
    assert.equal(active.choices.window, 'writing');
    assert.equal(active.choices.folder?.choice, 'default');
    await active.choose('window', undefined);
    await active.choose('folder', undefined);
    assert.deepEqual(active.choices, {
      window: undefined,
      folder: { name: 'sample', choice: undefined },
      user: 'writing',
    });
  });
});

describe('what the gateway is told of the settings', () => {
  it('is told at once, and when a setting, a proxy or a confirmation changes', async () => {
    const confirmations = new FolderConfirmations(new MemoryMemento());
    const messages: ConfigureMessage[] = [];
    const reporter = new ConfigurationReporter({
      report: (message) => messages.push(message),
      confirmations,
    });
    const last = (): ConfigureMessage | undefined => messages.at(-1);
    assert.equal(last()?.trusted, true);
    assert.equal(last()?.scopes[0]?.scope, 'user');
    try {
      await settings('muxgate').update('logLevel', 'debug', Global);
      await until('the setting', () => last()?.scopes[0]?.value['logLevel'] === 'debug');
      await settings('http').update('noProxy', ['*.corp'], Global);
      await until('the proxy setting', () => last()?.proxy.noProxy[0] === '*.corp');
      await confirmations.confirm('a hash');
      assert.deepEqual(last()?.confirmedWorkspaces, ['a hash']);
    } finally {
      reporter.dispose();
      await settings('muxgate').update('logLevel', undefined, Global);
      await settings('http').update('noProxy', undefined, Global);
    }
  });

  it('has VS Code’s proxy, and none when VS Code uses none', async () => {
    try {
      await settings('http').update('proxy', 'http://proxy.corp:3128', Global);
      await settings('http').update('proxyStrictSSL', false, Global);
      assert.deepEqual(readProxySettings(), {
        proxy: 'http://proxy.corp:3128',
        proxyAuthorization: undefined,
        noProxy: [],
        strictSsl: false,
      });
      await settings('http').update('proxySupport', 'off', Global);
      assert.equal(readProxySettings().proxy, undefined);
    } finally {
      for (const key of ['proxy', 'proxyStrictSSL', 'proxySupport'])
        await settings('http').update(key, undefined, Global);
    }
  });
});
