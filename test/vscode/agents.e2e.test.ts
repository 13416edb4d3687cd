import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

const codexConfig =
  '# mine\nmodel = "gpt-5.5" # the good one\n\n[projects."/work"]\ntrust_level = "trusted"\n';
const claudeSettings = '{\n  "model": "opus"\n}\n';

describe('connecting agents', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  let codexFile: string;
  let claudeFile: string;

  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ settings: muxgateSettings(upstream) });
    const home = await editor.evaluate(() => process.env['HOME'] ?? '');
    codexFile = path.join(home, '.codex', 'config.toml');
    claudeFile = path.join(home, '.claude', 'settings.json');
    for (const [file, text] of [
      [codexFile, codexConfig],
      [claudeFile, claudeSettings],
    ] as const) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  const tab = (label: string): ReturnType<Editor['page']['locator']> =>
    editor.page.locator('.tab.active').filter({ hasText: label });

  it('is done by keyboard on the page: a diff first, then one real request, then all as it was', async () => {
    const { keyboard } = editor.page;
    let page = await SettingsPage.open(editor);
    await page.tab('Providers').focus();
    for (const name of ['Workspaces', 'Routes', 'Agents']) {
      await keyboard.press('ArrowRight');
      await page.frame.getByRole('tab', { name, selected: true }).waitFor();
    }
    await page.button('Connect: Codex').focus();
    await keyboard.press('Enter');
    await tab('Codex → Muxgate: config.toml').waitFor();
    await editor.page.locator('.editor.modified .view-line').filter({ hasText: 'model_providers' }).waitFor();
    await editor.notifications.getByText('Codex will be changed as shown').waitFor();
    assert.equal(await readFile(codexFile, 'utf8'), codexConfig);
    await editor.screenshot('out/agents/diff.png');
    await keyboard.press('ControlOrMeta+Enter');
    // The page was hidden behind the diff, and is a new one.
    page = new SettingsPage(await editor.webviewFrame('Muxgate'));

    await page.button('Send a Request: Codex').waitFor();
    const written = await readFile(codexFile, 'utf8');
    assert.match(written, /^# mine\nmodel = "gpt-5.5" # the good one\nmodel_provider = "muxgate"\n/);
    assert.ok(written.includes(`base_url = "${editor.gatewayUrl}/v1"`));
    const before = upstream.requests.length;
    await page.button('Send a Request: Codex').focus();
    await keyboard.press('Enter');
    await page.frame
      .getByText(/Codex reaches Muxgate; strong\/small answered/)
      .first()
      .waitFor();
    assert.equal(upstream.requests.length, before + 1);

    await page.button('Disconnect: Codex').focus();
    await keyboard.press('Enter');
    await page.button('Connect: Codex').waitFor();
    assert.equal(await readFile(codexFile, 'utf8'), codexConfig);
  });

  it('is done by the command, and taken back there', async () => {
    // A page that comes back when a diff closes takes the focus, and VS Code then closes its lists.
    await editor.runCommand('View: Close All Editors');
    await editor.runCommand('Muxgate: Connect an Agent');
    await editor.pick('Claude Code');
    await tab('Claude Code → Muxgate: settings.json').waitFor();
    await editor.notifications.getByRole('button', { name: 'Cancel' }).click();
    await tab('Claude Code → Muxgate').waitFor({ state: 'detached' });
    assert.equal(await readFile(claudeFile, 'utf8'), claudeSettings);

    await editor.runCommand('Muxgate: Connect an Agent');
    await editor.pick('Claude Code');
    await tab('Claude Code → Muxgate: settings.json').waitFor();
    await editor.notifications.getByRole('link', { name: 'Connect' }).click();
    await until('the change', async () => (await readFile(claudeFile, 'utf8')).includes(editor.gatewayUrl));
    await tab('Claude Code → Muxgate').waitFor({ state: 'detached' });
    await editor.runCommand('Muxgate: Connect an Agent');
    const row = editor.quickPickRows('Claude Code');
    await row.getByText('connected; send a request through it').waitFor();
    await editor.screenshot('out/agents/command.png');
    await row.hover();
    await row.getByRole('button', { name: 'Disconnect, and restore what was there' }).click();
    await until('what was there', async () => (await readFile(claudeFile, 'utf8')) === claudeSettings);
  });
});
