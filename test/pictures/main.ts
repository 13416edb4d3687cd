// Takes the README's pictures of the dashboard in a real VS Code:  npm run pictures
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { exampleSettings } from '../helpers/exampleSettings.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { fillRecord } from '../helpers/fillRecord.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { exampleRecord } from './exampleRecord.ts';

const folder = path.join(import.meta.dirname, '../../media/screenshots');
const size = { width: 1200, height: 800, scale: 2 };

const upstream = await FakeUpstream.start();
const settings = exampleSettings(upstream);
const { anthropic, openai, ...others } = settings['muxgate.providers'] as Record<string, object>;
const editor = await openVscode({
  size,
  settings: {
    ...settings,
    'muxgate.providers': {
      anthropic,
      // Without keys, whose absence would be all that the picture shows.
      openai: { ...openai, accounts: undefined, accountStrategy: undefined, auth: 'none' },
      ...others,
    },
    'workbench.colorTheme': 'Light Modern',
  },
});
try {
  await editor.openFile('README.md');
  await editor.runCommand('View: Close Primary Side Bar');
  const dataDir = await editor.evaluate(() => process.env['MUXGATE_DATA_DIR'] ?? '');
  const home = await editor.evaluate(() => process.env['HOME'] ?? '');
  for (const agent of ['.claude', '.codex', '.gemini', '.continue']) await mkdir(path.join(home, agent));
  const page = await SettingsPage.open(editor);
  fillRecord(dataDir, exampleRecord(Date.now()));
  const take = async (name: string): Promise<void> => {
    // Away from whatever shows a hover.
    await editor.page.mouse.move(size.width / 2, 5);
    await page.frame.locator('body').evaluate('document.fonts.ready');
    await editor.screenshot(path.join(folder, `${name}.png`));
  };

  await page.tab('Requests').click();
  const list = page.frame.getByRole('grid');
  await list.getByRole('row').nth(3).waitFor();
  await list.focus();
  for (const key of ['Home', 'ArrowDown', 'Enter']) await editor.page.keyboard.press(key);
  await page.frame.getByRole('button', { name: 'A good answer' }).waitFor();
  await take('requests');

  await page.tab('Usage').click();
  await page.button('7 days').click();
  await page.frame.locator('canvas').first().waitFor();
  await page.frame.locator('mux-usage-table').getByRole('row').nth(2).waitFor();
  await take('usage');

  await page.tab('Agents').click();
  await page.frame.getByRole('button').filter({ hasText: 'Connect' }).first().waitFor();
  await take('agents');

  await page.tab('Workspaces').click();
  await page.rule(1).waitFor();
  await take('workspaces');

  await page.tab('Providers').click();
  await page.frame.getByRole('list', { name: 'Providers' }).waitFor();
  await take('providers');
} finally {
  await editor.close();
  await upstream.close();
}
process.exit(0);
