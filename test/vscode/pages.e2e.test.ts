import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator } from 'playwright-core';
import { exampleSettings } from '../helpers/exampleSettings.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { pageViews } from '../helpers/pageViews.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { accessibilityProblems } from '../helpers/vscode/accessibility.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { walkByTab } from '../helpers/vscode/keyboardWalk.ts';
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
/** A part of the page that folds, where there is a document. */
interface Details {
  open: boolean;
  readonly dataset: Record<string, string | undefined>;
}

/** What a theme can break; the rest is the same in all. */
const themeRules = ['color-contrast', 'link-in-text-block'];
/** The views with one of each kind of control. */
const isFullOfControls = (name: string): boolean =>
  ['requests', 'request', 'providers', 'provider', 'workspaces', 'limits'].includes(name);
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

  async function setTheme(theme: (typeof themes)[number]): Promise<void> {
    await editor.evaluate(
      (vscode, name: string) =>
        vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
      theme.name,
    );
    await page.frame.locator(`body.${theme.bodyClass}`).waitFor();
  }

  /** Shows every view, takes its picture into out/pages, and returns what is wrong with it. */
  async function visit(pictures: string, look: () => Promise<readonly string[]>): Promise<string[]> {
    const problems: string[] = [];
    for (const { name, open, leave } of pageViews) {
      await open(page);
      problems.push(...(await look()).map((problem) => `${name}: ${problem}`));
      await editor.screenshot(`out/pages/${pictures}/${name}.png`);
      await leave?.(page);
    }
    return problems;
  }

  const overflow = async (): Promise<string[]> => {
    const pixels = await page.frame
      .locator('html')
      .evaluate((html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth);
    return pixels > 0 ? [`${pixels} pixels too wide`] : [];
  };

  for (const [index, theme] of themes.entries()) {
    it(`has nothing that axe finds in ${theme.name}`, async () => {
      await setTheme(theme);
      const rules = index === 0 ? undefined : themeRules;
      const problems = await visit(theme.pictures, () => accessibilityProblems(page.frame, rules));
      assert.deepEqual(problems, []);
    });
  }

  for (const theme of themes) {
    it(`shows with Tab where the focus is on every control in ${theme.name}`, async () => {
      await setTheme(theme);
      // The keys go the same way in every theme; only what is seen of the focus may differ.
      const views =
        theme.pictures === 'dark' ? pageViews : pageViews.filter(({ name }) => isFullOfControls(name));
      const problems: string[] = [];
      for (const { name, open, leave } of views) {
        await open(page);
        const fold = await unfold(page.frame);
        const walk = await walkByTab(editor.page, page.frame);
        problems.push(...walk.problems.map((problem) => `${name}: ${problem}`));
        await fold();
        await leave?.(page);
      }
      assert.deepEqual(problems, []);
    });
  }

  it('goes from page to page with the arrow keys, and its head stands still', async () => {
    const headPlace = () =>
      Promise.all([page.tab('Requests').boundingBox(), page.button('Show log').boundingBox()]);
    await page.tab('Requests').click();
    await page.frame.getByRole('grid').waitFor();
    const place = await headPlace();
    for (const tab of [
      'Usage',
      'Providers',
      'Workspaces',
      'Routes',
      'Agents',
      'Limits and budgets',
    ] as const) {
      await editor.page.keyboard.press('ArrowRight');
      await page.tab(tab).and(page.frame.locator(':focus')).waitFor();
      assert.deepEqual(await headPlace(), place, tab);
    }
  });

  it('says who has its port, and how to go on', async () => {
    const other = createServer((_request, response) => response.end());
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const setPort = (to: number): Promise<void> =>
      editor.evaluate(
        (vscode, value: number) => vscode.workspace.getConfiguration('muxgate').update('port', value, true),
        to,
      );
    await setPort(port);
    await page.frame.getByText(`Port ${port} is taken by`).waitFor();
    await page.button('Use Another Port').waitFor();
    assert.deepEqual(await accessibilityProblems(page.frame), []);
    assert.deepEqual((await walkByTab(editor.page, page.frame)).problems, []);
    await editor.screenshot('out/pages/states/port-taken.png');
    other.close();
    await setPort(editor.gatewayPort);
    await page.button('Copy base URL').waitFor();
  });

  for (const theme of themes.toReversed()) {
    it(`fits a narrow editor in ${theme.name}`, async () => {
      await setTheme(theme);
      await editor.page.setViewportSize(narrow);
      assert.deepEqual(await visit(`${theme.pictures}-narrow`, overflow), []);
    });
  }
});

/** Opens what is folded away, also what comes to light with it; returns what folds it again. */
async function unfold(frame: FrameLocator): Promise<() => Promise<void>> {
  const closed = frame.locator('details:not([open])');
  while ((await closed.count()) > 0) {
    await closed.evaluateAll((all: Details[]) => {
      for (const one of all) Object.assign(one, { open: true }).dataset['folded'] = 'true';
    });
  }
  return () =>
    frame.locator('details[data-folded]').evaluateAll((all: Details[]) => {
      for (const one of all) {
        one.open = false;
        delete one.dataset['folded'];
      }
    });
}
