import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

describe('the switcher', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ settings: muxgateSettings(upstream) });
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  /** Opens the switcher as a user does. */
  async function open(): Promise<void> {
    await editor.statusBarItem().click();
    await editor.quickPickRows('Use rules').waitFor();
  }

  it('lists the workspaces, and models of every provider', async () => {
    await open();
    for (const label of ['default', 'Writing', 'Use rules', 'big', 'small', 'vendor/nested', 'coder:1.5b'])
      await editor.quickPickRows(label).first().waitFor();
    await editor.page.keyboard.press('Escape');
  });

  it('finds a model by what is typed, pins it for this window, and requests go to it', async () => {
    await open();
    await editor.quickInput.locator('input').fill('coder');
    await editor.pick('coder:1.5b');
    await editor.waitForStatusBar('coder:1.5b');
    await editor.statusBarItem().locator('.codicon-pinned').waitFor();
    assert.equal(await askModel(editor.gatewayUrl), 'local/coder:1.5b');
  });

  it('keeps the pin while the user moves between files, and through a reload', async () => {
    await editor.openFile('server/main.go');
    assert.equal(await askModel(editor.gatewayUrl), 'local/coder:1.5b');
    await editor.reload();
    await editor.statusBarItem().locator('.codicon-pinned').waitFor();
    await editor.waitForStatusBar('coder:1.5b');
  });

  it('gives the decision back to the rules', async () => {
    await editor.openFile('README.md');
    await open();
    await editor.pick('Use rules');
    await editor.waitForStatusBar('small');
    assert.equal(await askModel(editor.gatewayUrl), 'strong/small');
  });

  it('pins a model for completions alone by its button, and unpins it', async () => {
    const askFim = async (): Promise<string | null> => {
      const answer = await fetch(`${editor.gatewayUrl}/v1/mux/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'any', prompt: 'const a =', suffix: ';' }),
      });
      await answer.text();
      return answer.headers.get('x-muxgate-model');
    };
    await open();
    await editor.quickInput.locator('input').fill('coder');
    const row = editor.quickPickRows('coder:1.5b').first();
    await row.hover();
    await row.getByRole('button', { name: 'Pin for completions (FIM)' }).click();
    await until('the pin', async () => (await askFim()) === 'local/coder:1.5b');
    assert.equal(await askModel(editor.gatewayUrl), 'strong/small');
    await open();
    await editor.pick('local/coder:1.5b');
    await until('no pin', async () => (await askFim()) === 'strong/small');
  });

  it('activates a workspace, in the user settings', async () => {
    await open();
    // A row that goes when the last pin is gone would move the others under the pointer.
    await editor.quickPickRows('Use rules').filter({ hasText: 'nothing is pinned' }).waitFor();
    await editor.pick('Writing');
    await editor.waitForStatusBar('big');
    const chosen = await editor.evaluate(
      (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('activeWorkspace')?.globalValue,
    );
    assert.equal(chosen, 'writing');
  });

  it('opens the page of a workspace by its gear', async () => {
    await open();
    const row = editor.quickPickRows('Writing').first();
    await row.hover();
    await row.getByRole('button', { name: 'Edit Writing' }).click();
    const page = await editor.webviewFrame('Muxgate');
    await page.getByText('Writing').first().waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('lets the folder choose another workspace than the user', async () => {
    await editor.openFile('README.md');
    await editor.runCommand('Muxgate: Switch Workspace');
    await editor.pick('default');
    await editor.pick('In the folder sample');
    await editor.waitForStatusBar('small');
    const choice = await editor.evaluate((vscode) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      return vscode.workspace.getConfiguration('muxgate', folder).inspect('activeWorkspace')
        ?.workspaceFolderValue;
    });
    assert.equal(choice, 'default');
  });

  it('changes what the folder chooses, once it chooses', async () => {
    await open();
    await editor.pick('Writing');
    await editor.waitForStatusBar('big');
    const user = await editor.evaluate(
      (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('activeWorkspace')?.globalValue,
    );
    assert.equal(user, 'writing');
    await editor.runCommand('Muxgate: Switch Workspace');
    await editor.pick('default');
    await editor.pick('Let the folder sample choose none');
    await editor.waitForStatusBar('big');
  });
});
