import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { readTexts } from '../../scripts/l10n/texts.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { accessibilityProblems } from '../helpers/vscode/accessibility.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { ownFrame } from '../helpers/vscode/ownFrame.ts';

/** One of each kind; `pages.e2e.test.ts` looks at all of them. */
const themes = {
  'Dark Modern': 'vscode-dark',
  'Default High Contrast': 'vscode-high-contrast',
};

const longName = 'a-very-long-model-name-that-nobody-would-want-to-type-by-hand';

describe('the look of the settings page', () => {
  let editor: Editor;
  let page: SettingsPage;

  before(async () => {
    editor = await openVscode({
      size: { width: 408, height: 900, scale: 1 },
      settings: {
        'muxgate.providers': {
          [longName]: { type: 'openai-compatible', endpoint: `http://127.0.0.1:9/${longName}/${longName}` },
        },
        'muxgate.routes': {
          strong: {
            name: `${longName} ${longName}`,
            strategy: 'random',
            targets: [{ model: `${longName}/${longName}`, variant: longName, when: { branch: longName } }],
          },
        },
        'muxgate.budget': { perMonthUsd: 5 },
        'muxgate.workspaces': {
          default: {
            name: `${longName} ${longName}`,
            model: `${longName}/${longName}`,
            rules: [
              {
                name: longName,
                files: [`${longName}/**`],
                model: `${longName}/${longName}`,
                localOnly: true,
                keywords: [longName],
                intent: { labels: ['code_gen'], minConfidence: 0.5 },
                time: { from: '18:00', days: ['sat', 'sun'] },
              },
            ],
          },
        },
      },
    });
    await editor.runCommand('View: Close Primary Side Bar');
    page = await SettingsPage.open(editor);
  });
  after(() => editor.close());

  const overflow = (): Promise<number> =>
    page.frame
      .locator('html')
      .evaluate((html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth);

  /** Controls that a screen reader could not name. */
  async function unnamedControls(): Promise<string[]> {
    const snapshot = await page.frame.locator('body').ariaSnapshot();
    const controls = /^\s*- (button|textbox|combobox|checkbox|tab|link|listbox|dialog)( \[[^\]]*\])*(:.*)?$/;
    return snapshot.split('\n').filter((line) => controls.test(line));
  }

  for (const [theme, bodyClass] of Object.entries(themes)) {
    it(`fits a narrow editor in ${theme}`, async () => {
      await editor.evaluate(
        (vscode, name: string) =>
          vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
        theme,
      );
      await page.frame.locator(`body.${bodyClass}`).waitFor();
      await page.tab('Providers').click();
      await page.frame.getByRole('list', { name: 'Providers' }).waitFor();
      assert.equal(await overflow(), 0);
      await page.button(`Edit: ${longName}`).click();
      await page.frame.getByText('More', { exact: true }).click();
      await page.field('Headers').waitFor();
      assert.equal(await overflow(), 0);
      await page.button('Add another account').click();
      await page.button('More about account account-2').click();
      await page.frame.getByText('How it proves itself').waitFor();
      assert.equal(await overflow(), 0);
      await page.button('Cancel').click();
      await page.tab('Workspaces').click();
      await page.rule(1).waitFor();
      await page.button('More about rule 1').click();
      await page.field('Keywords', page.rule(1)).waitFor();
      assert.equal(await overflow(), 0);
      await page.button('More about rule 1').click();
      await page.tab('Routes').click();
      await page.button('More about target 1').click();
      await page.field('Variant').waitFor();
      assert.equal(await overflow(), 0);
      await page.button('More about target 1').click();
      await page.tab('Limits and budgets').click();
      await page.field('Per day (USD)').waitFor();
      assert.equal(await overflow(), 0);
    });
  }

  it('says what to do next while there is no request, and where the record is off', async () => {
    await page.tab('Requests').click();
    await page.frame.getByText('No request yet').waitFor();
    assert.deepEqual(await accessibilityProblems(page.frame), []);
    assert.equal(await overflow(), 0);
    await page.button('Connect an Agent').click();
    await page.frame.getByRole('tab', { name: 'Agents', selected: true }).waitFor();

    const setRecord = (record: unknown): Promise<void> =>
      editor.evaluate(
        (vscode, value) => vscode.workspace.getConfiguration('muxgate').update('record', value, true),
        record,
      );
    await setRecord({ enabled: false });
    await page.tab('Requests').click();
    await page.frame.getByText('Nothing is recorded').waitFor();
    assert.deepEqual(await accessibilityProblems(page.frame), []);
    await page.frame.getByRole('tabpanel').getByRole('button', { name: 'Limits and budgets' }).click();
    await page.frame.getByRole('tab', { name: 'Limits and budgets', selected: true }).waitFor();
    await setRecord(undefined);
  });

  it('names every control for screen readers', async () => {
    await page.tab('Workspaces').click();
    await page.button('More about rule 1').click();
    await page.field('Clients', page.rule(1)).waitFor();
    assert.deepEqual(await unnamedControls(), []);
    await page.tab('Providers').click();
    await page.button(`Edit: ${longName}`).click();
    await page.frame.getByText('Models', { exact: true }).click();
    await page.frame.getByText('More', { exact: true }).click();
    await page.field('Headers').waitFor();
    assert.deepEqual(await unnamedControls(), []);
    await page.button('Add another account').click();
    await page.button('More about account default').click();
    await page.frame.getByText('How it proves itself').waitFor();
    assert.deepEqual(await unnamedControls(), []);
    await page.button('Cancel').click();
    await page.tab('Routes').click();
    await page.button('More about target 1').click();
    await page.frame.getByText('When a target fails').click();
    await page.field('Calls for one request, at most').waitFor();
    assert.deepEqual(await unnamedControls(), []);
    await page.tab('Limits and budgets').click();
    await page.field('Per day (USD)').waitFor();
    assert.deepEqual(await unnamedControls(), []);
  });

  it('can be used with the keyboard alone', async () => {
    const { keyboard } = editor.page;
    await page.tab('Providers').focus();
    await keyboard.press('ArrowRight');
    await page.frame.getByRole('tab', { name: 'Workspaces', selected: true }).waitFor();
    await page.button('Delete: rule 1').focus();
    await keyboard.press('Enter');
    await page.frame.getByText('No rules').waitFor();
    await page.button('Discard').focus();
    await keyboard.press('Enter');
    await page.rule(1).waitFor();

    const remove = page.button(/^Delete: a-very/);
    await remove.focus();
    await keyboard.press('Enter');
    const question = page.frame.locator('mux-question-dialog');
    await question.getByText('It has 1 rule.').waitFor();
    await keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await remove.and(page.frame.locator(':focus')).waitFor();
  });

  it('is in Chinese where VS Code is: every text of every page, and not too wide', async () => {
    // What the workbench reads in a browser to know its language; its own texts stay English without a language pack.
    await editor.page.addInitScript("globalThis._VSCODE_NLS_LANGUAGE = 'zh-cn'");
    await editor.reload();
    // VS Code brings the page back by itself; one that is opened meanwhile would be closed by that.
    page = new SettingsPage(await editor.webviewFrame('Muxgate'));
    await page.frame.locator('html[lang="zh-cn"]').waitFor();
    // Said once the page knows its settings, and with them where it was.
    await page.frame.getByText(editor.gatewayUrl).first().waitFor();
    await page.frame.getByRole('tab', { name: '提供方', exact: true }).click();
    await page.frame.getByRole('list', { name: '提供方' }).waitFor();
    await askModel(editor.gatewayUrl);
    // But for the agent of that name.
    const english = Object.entries(readTexts('l10n/bundle.l10n.zh-cn.json'))
      .filter(([key, text]) => key !== text && key !== 'Continue')
      .map(([key]) => key);
    const problems: string[] = [];
    for (const name of ['请求', '用量', '提供方', '工作区', '路由', '智能体', '限制和预算']) {
      await page.frame.getByRole('tab', { name, exact: true }).click();
      await page.frame.getByRole('tab', { name, exact: true, selected: true }).waitFor();
      const shown = await shownTexts(page.frame);
      const found = [
        ...shown.filter((text) => english.includes(text)),
        ...(await accessibilityProblems(page.frame)),
      ];
      if ((await overflow()) > 0) found.push('too wide');
      await editor.screenshot(`out/pages/zh-cn/${name}.png`);
      problems.push(...found.map((problem) => `${name}: ${problem}`));
    }
    assert.deepEqual(problems, []);
    await page.frame.getByRole('tab', { name: '请求', exact: true }).click();
    await page.frame.getByRole('gridcell').and(page.frame.locator('[title*="年"]')).first().waitFor();
  });
});

/** Every text in the page, those of attributes that people see or hear too. */
async function shownTexts(frame: FrameLocator): Promise<string[]> {
  const inner = await ownFrame(frame);
  return inner.evaluate(`(() => {
    const texts = [];
    const visit = (root) => {
      for (const node of root.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
        if (node.nodeType !== Node.ELEMENT_NODE || ['style', 'script'].includes(node.localName)) continue;
        for (const name of ['title', 'aria-label', 'placeholder', 'label']) texts.push(node.getAttribute(name) ?? '');
        if (node.shadowRoot) visit(node.shadowRoot);
        visit(node);
      }
    };
    visit(document.body);
    return [...new Set(texts.map((text) => text.trim().replace(/\\s+/g, ' ')).filter((text) => text !== ''))];
  })()`);
}
