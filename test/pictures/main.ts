// Takes the pictures of the README and of the walkthrough in a real VS Code:  npm run pictures
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { exampleSettings } from '../helpers/exampleSettings.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { fillRecord } from '../helpers/fillRecord.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { exampleRecord } from './exampleRecord.ts';

const media = path.join(import.meta.dirname, '../../media');
const size = { width: 1200, height: 800, scale: 2 };
/** The walkthrough shows half of this, and its pictures are in the VSIX: a pixel a point is fine enough. */
const smallSize = { width: 1000, height: 720 };
const themes = { light: 'Light Modern', dark: 'Dark Modern' };

const upstream = await FakeUpstream.start();
const settings = exampleSettings(upstream);
const { anthropic, openai, ...others } = settings['muxgate.providers'] as Record<string, object>;
const providers = {
  anthropic,
  // Without keys, whose absence would be all that the picture shows.
  openai: { ...openai, accounts: undefined, accountStrategy: undefined, auth: 'none' },
  ...others,
};
const editor = await openVscode({
  size,
  settings: {
    ...settings,
    'muxgate.providers': providers,
    'workbench.colorTheme': themes.light,
    'workbench.reduceMotion': 'on',
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  },
});
try {
  await editor.openFile('README.md');
  await editor.runCommand('View: Close Primary Side Bar');
  const { dataDir, home } = await editor.evaluate(() => ({
    dataDir: process.env['MUXGATE_DATA_DIR'] ?? '',
    home: process.env['HOME'] ?? '',
  }));
  for (const agent of ['.claude', '.codex', '.gemini', '.continue']) await mkdir(path.join(home, agent));
  const page = await SettingsPage.open(editor);
  fillRecord(dataDir, exampleRecord(Date.now()));

  await takeReadme(editor, page);
  await editor.page.setViewportSize(smallSize);
  for (const [name, theme] of Object.entries(themes)) {
    await editor.evaluate(
      (vscode, value: string) =>
        vscode.workspace.getConfiguration('workbench').update('colorTheme', value, true),
      theme,
    );
    await takeWalkthrough(editor, name);
  }
} finally {
  await editor.close();
  await upstream.close();
}
process.exit(0);

async function takeReadme({ page: { keyboard } }: Editor, page: SettingsPage): Promise<void> {
  const take = (name: string): Promise<void> => takePicture(page, `screenshots/${name}`, 'device');

  await page.tab('Requests').click();
  const list = page.frame.getByRole('grid');
  await list.getByRole('row').nth(3).waitFor();
  await list.getByText('qwen2.5-coder').first().click();
  await page.frame.getByRole('button', { name: 'A good answer' }).waitFor();
  await take('requests');

  await page.tab('Usage').click();
  await page.button('7 days').click();
  await page.frame.locator('canvas').first().waitFor();
  await page.frame.locator('mux-usage-table').getByRole('row').nth(2).waitFor();
  await take('usage');

  await showAgents(page);
  await take('agents');
  await page.tab('Workspaces').click();
  await page.rule(1).waitFor();
  await take('workspaces');
  await showProviders(page);
  await take('providers');

  await editor.runCommand('View: Show Explorer');
  await editor.openFile('server/main.go');
  await editor.waitForStatusBar('claude-sonnet-4-5');
  await take('status-bar');
  await editor.openFile('README.md');
  await editor.waitForStatusBar('gpt-5.2-mini');
  await editor.runCommand('Muxgate: Switch Model');
  await editor.quickPickRows('Use rules').waitFor();
  await take('switcher');
  await keyboard.press('Escape');
  await showWhy();
  await take('why');
  await keyboard.press('Escape');
  await editor.runCommand('View: Close Primary Side Bar');
}

async function takeWalkthrough({ page: { keyboard } }: Editor, theme: string): Promise<void> {
  const page = await SettingsPage.open(editor);
  await page.frame.locator(`body.vscode-${theme}`).waitFor();
  const take = (name: string): Promise<void> => takePicture(page, `walkthrough/${name}-${theme}`, 'css');
  await showProviders(page);
  await take('provider');
  await page.tab('Workspaces').click();
  await page.rule(1).waitFor();
  await take('rules');
  await showAgents(page);
  await take('connect');
  await editor.openFile('README.md');
  await editor.waitForStatusBar('gpt-5.2-mini');
  await showWhy();
  await take('why');
  await keyboard.press('Escape');
}

async function showAgents(page: SettingsPage): Promise<void> {
  await page.tab('Agents').click();
  await page.frame.getByRole('button').filter({ hasText: 'Connect' }).first().waitFor();
}

async function showProviders(page: SettingsPage): Promise<void> {
  await page.tab('Providers').click();
  await page.frame.getByRole('list', { name: 'Providers' }).waitFor();
}

async function showWhy(): Promise<void> {
  await editor.runCommand('Muxgate: Why This Model?');
  await editor.quickInput.filter({ hasText: 'Why this model?' }).waitFor();
  await editor.quickPickRows().nth(2).waitFor();
}

async function takePicture(page: SettingsPage, name: string, scale: 'css' | 'device'): Promise<void> {
  // Away from whatever shows a hover.
  await editor.page.mouse.move(smallSize.width / 2, 5);
  if (await page.frame.locator('body').isVisible()) {
    await page.frame.locator('body').evaluate('document.fonts.ready');
  }
  await editor.page.screenshot({ path: path.join(media, `${name}.png`), scale });
}
