import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';

/** Opens the tooltip of the status bar item. */
async function tooltip(editor: Editor): Promise<Locator> {
  await editor.page.mouse.move(640, 300);
  await editor.statusBarItem().hover();
  const hover = editor.page.locator('.monaco-hover').filter({ hasText: 'Switch model' }).last();
  await hover.waitFor();
  return hover;
}

function clipboard(editor: Editor): Promise<string> {
  return editor.evaluate((vscode) => vscode.env.clipboard.readText());
}

describe('the status bar item', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({
      settings: { ...muxgateSettings(upstream), 'workbench.hover.delay': 300 },
    });
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  it('shows the model that answers when no rule matches, in short', async () => {
    await editor.waitForStatusBar(/^\S*\s*nested$/);
    assert.equal(await askModel(editor.gatewayUrl), 'strong/vendor/nested');
  });

  it('follows the user from file to file, by name and by language, and so do answers', async () => {
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
    assert.equal(await askModel(editor.gatewayUrl), 'strong/small');
    await editor.openFile('scripts/report.py');
    await editor.waitForStatusBar('big');
    assert.equal(await askModel(editor.gatewayUrl), 'strong/big');
  });

  it('shows a lock where only local models may answer', async () => {
    await editor.openFile('secrets/customers.csv');
    await editor.waitForStatusBar('coder:1.5b');
    await editor.statusBarItem().locator('.codicon-lock').waitFor();
    assert.equal(await askModel(editor.gatewayUrl), 'local/coder:1.5b');
  });

  it('is read aloud with the whole model', async () => {
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
    const label = await editor.statusBarItem().locator('a').first().getAttribute('aria-label');
    assert.match(label ?? '', /^Muxgate: strong\/small/);
  });

  it('says in its tooltip the workspace, the rule and why, and counts requests', async () => {
    const before = await tooltip(editor);
    await before.filter({ hasText: 'Workspace default: rule 1 (*.md) matched README.md' }).waitFor();
    await before.filter({ hasText: `${editor.gatewayUrl}/v1/mux` }).waitFor();
    const [, counted] = /(\d+) requests?, 0 errors since start/.exec(await before.innerText()) ?? [];
    await askModel(editor.gatewayUrl);
    const after = await tooltip(editor);
    await after.filter({ hasText: `${Number(counted) + 1} requests, 0 errors since start` }).waitFor();
  });

  it('copies the base URLs from its tooltip', async () => {
    await (await tooltip(editor)).getByTitle('Copy the base URL for OpenAI clients').click();
    await editor.page.getByText(`Copied ${editor.gatewayUrl}/v1/mux`).waitFor();
    assert.equal(await clipboard(editor), `${editor.gatewayUrl}/v1/mux`);
    await (await tooltip(editor)).getByTitle('Copy the base URL for Anthropic clients').click();
    await editor.page.getByText(`Copied ${editor.gatewayUrl}`, { exact: true }).waitFor();
    assert.equal(await clipboard(editor), editor.gatewayUrl);
  });

  it('warns of a rule that is broken, and goes on to answer', async () => {
    await editor.evaluate(async (vscode) => {
      const settings = vscode.workspace.getConfiguration('muxgate');
      const workspaces = settings.inspect<Record<string, object>>('workspaces')?.globalValue;
      const rules = [
        { files: '*.md', model: 'gone/model' },
        { files: '*.md', model: 'strong/small' },
      ];
      const changed = { ...workspaces, default: { model: 'strong/big', rules } };
      await settings.update('workspaces', changed, vscode.ConfigurationTarget.Global);
    });
    await editor.statusBarItem().locator('.codicon-warning').waitFor();
    await editor.waitForStatusBar('small');
    await (await tooltip(editor)).filter({ hasText: 'gone' }).waitFor();
    assert.equal(await askModel(editor.gatewayUrl), 'strong/small');
  });

  it('never showed a toast', async () => {
    assert.equal(await editor.notifications.filter({ hasText: /Muxgate|port/i }).count(), 0);
  });
});

describe('the status bar item without a provider', () => {
  let editor: Editor;
  before(async () => {
    editor = await openVscode();
  });
  after(() => editor.close());

  it('offers to add one', async () => {
    await editor.waitForStatusBar('Muxgate: add a provider');
    await editor.statusBarItem().click();
    await editor.quickPickRows('OpenAI-compatible server…').waitFor();
  });
});
