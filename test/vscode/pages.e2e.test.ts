import assert from 'node:assert/strict';
import { exampleSettings } from '../helpers/exampleSettings.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { pageViews } from '../helpers/pageViews.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { accessibilityProblems } from '../helpers/vscode/accessibility.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';

const themes = [
  { name: 'Dark Modern', bodyClass: 'vscode-dark', pictures: 'dark' },
  { name: 'Light Modern', bodyClass: 'vscode-light', pictures: 'light' },
  { name: 'Default High Contrast', bodyClass: 'vscode-high-contrast', pictures: 'high-contrast' },
  {
    name: 'Default High Contrast Light',
    bodyClass: 'vscode-high-contrast-light',
    pictures: 'high-contrast-light',
  },
];
/** What a theme can break; the rest is the same in all. */
const themeRules = ['color-contrast', 'link-in-text-block'];
const wide = { width: 1280, height: 1400 };
const narrow = { width: 408, height: 1400 };

describe('every page', () => {
  let editor: Editor;
  let page: SettingsPage;
  let upstream: FakeUpstream;

  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ size: { ...wide, scale: 1 }, settings: exampleSettings(upstream) });
    await editor.runCommand('View: Close Primary Side Bar');
    page = await SettingsPage.open(editor);
    // For the pages that show what was asked.
    for (let count = 0; count < 3; count++) await askModel(editor.gatewayUrl);
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  /** Shows every view, takes its picture into out/pages, and returns what is wrong with it. */
  async function visit(
    pictures: string,
    look: (page: SettingsPage) => Promise<readonly string[]>,
  ): Promise<string[]> {
    const problems: string[] = [];
    for (const { name, open, leave } of pageViews) {
      await open(page);
      problems.push(...(await look(page)).map((problem) => `${name}: ${problem}`));
      await editor.screenshot(`out/pages/${pictures}/${name}.png`);
      await leave?.(page);
    }
    return problems;
  }

  for (const [index, { name, bodyClass, pictures }] of themes.entries()) {
    it(`has nothing that axe finds in ${name}`, async () => {
      await editor.evaluate(
        (vscode, theme: string) =>
          vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true),
        name,
      );
      await page.frame.locator(`body.${bodyClass}`).waitFor();
      const rules = index === 0 ? undefined : themeRules;
      assert.deepEqual(await visit(pictures, ({ frame }) => accessibilityProblems(frame, rules)), []);
    });
  }

  it('fits a narrow editor', async () => {
    await editor.page.setViewportSize(narrow);
    const overflow = async ({ frame }: SettingsPage): Promise<string[]> => {
      const pixels = await frame
        .locator('html')
        .evaluate(
          (html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth,
        );
      return pixels > 0 ? [`${pixels} pixels too wide`] : [];
    };
    assert.deepEqual(await visit('narrow', overflow), []);
  });
});
