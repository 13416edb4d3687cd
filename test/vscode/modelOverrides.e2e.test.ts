import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';
import { UserSettings } from '../helpers/vscode/userSettings.ts';

describe('overrides of models in the settings page', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  let page: SettingsPage;
  let settings: UserSettings;

  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({
      settings: {
        'muxgate.providers': {
          work: {
            type: 'openai-compatible',
            endpoint: `${upstream.url}/v1`,
            auth: 'none',
            models: ['gpt-4o', 'o3-mini', 'mystery'],
          },
        },
        'muxgate.modelOverrides': { 'work/gpt-4*': { images: false } },
      },
    });
    settings = new UserSettings(editor);
    page = await SettingsPage.open(editor);
    await page.button('Edit: work').click();
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  const models = (): Locator => page.frame.getByRole('list', { name: 'What its models can do' });
  const row = (name: string): Locator =>
    models()
      .getByRole('listitem')
      .filter({ has: page.frame.getByText(name, { exact: true }) });
  const fields = (): Locator => page.frame.locator('mux-override-editor');
  const text = (needle: string): Promise<string> =>
    until(`${needle} in settings.json`, async () => {
      const now = await settings.text();
      return now.includes(needle) ? now : undefined;
    });

  /** What the provider was sent for a chat with this limit. */
  async function sentLimit(model: string, limit: number): Promise<unknown> {
    const messages = [{ role: 'user', content: 'hello' }];
    await send(`${editor.gatewayUrl}/v1/chat/completions`, { body: { model, max_tokens: limit, messages } });
    return upstream.lastRequest.json['max_tokens'];
  }

  it('shows what each model can do, the patterns that hold, and what is unknown', async () => {
    await row('gpt-4o').getByText('128K · tools · 16K out', { exact: true }).waitFor();
    await row('o3-mini').getByText('200K · tools · thinking · 100K out', { exact: true }).waitFor();
    await row('mystery').getByText('unknown', { exact: true }).waitFor();
    await row('work/gpt-4*').getByText('images: false', { exact: true }).waitFor();
  });

  it('is edited with the keyboard alone, and written as the smallest change', async () => {
    const before = await settings.text();
    const { keyboard } = editor.page;
    await page.button('Override: mystery').focus();
    await keyboard.press('Enter');
    await page.field('Context (tokens)', fields()).and(page.frame.locator(':focus')).waitFor();
    await keyboard.type('32K');
    await keyboard.press('Tab');
    await keyboard.type('50');
    await keyboard.press('Enter');
    const after = await text('"work/mystery"');
    await fields().waitFor({ state: 'detached' });
    await page.button('Override: mystery').and(page.frame.locator(':focus')).waitFor();
    await row('mystery').getByText('32K · 50 out', { exact: true }).waitFor();
    const added = /,\s+"work\/mystery": \{\s+"contextTokens": 32000,\s+"maxOutputTokens": 50\s+\}/;
    assert.equal(after.replace(added, ''), before);
  });

  it('holds for the next request', async () => {
    assert.equal(await sentLimit('work/mystery', 9000), 50);
    assert.equal(await sentLimit('work/o3-mini', 9000), 9000);
  });

  it('says what is not understood, and writes nothing', async () => {
    const before = await settings.text();
    await page.button('Override: o3-mini').click();
    await page.field('Longest answer (tokens)', fields()).fill('many');
    await page.button('Save Override').click();
    await fields().getByText('A number of tokens', { exact: false }).waitFor();
    assert.equal(await settings.text(), before);
    await page.button('Discard').click();
    await fields().waitFor({ state: 'detached' });
  });

  it('says no for all models of a pattern', async () => {
    await page.button('Override by Pattern').click();
    await page.field('Pattern', fields()).fill('work/o*');
    await page.choose('Tools', 'No', fields());
    await page.button('Save Override').click();
    await row('o3-mini').getByText('200K · thinking · 100K out · no tools', { exact: true }).waitFor();
    assert.match(await settings.text(), /"work\/o\*": \{\s+"tools": false\s+\}/);
  });

  it('shows what settings.json says by now, and overwrites it once that was seen', async () => {
    await page.button('Override: mystery').click();
    await page.field('Longest answer (tokens)', fields()).fill('70');
    const theirs = (await settings.text()).replace('"maxOutputTokens": 50', '"maxOutputTokens": 60');
    await settings.overwriteOnDisk(theirs);
    await page.button('Save Override').click();
    const dialog = page.frame.locator('mux-conflict-dialog');
    await dialog.getByText('"maxOutputTokens": 60').waitFor();
    assert.equal(await settings.text(), theirs);
    await dialog.getByRole('button', { name: 'Overwrite with Mine' }).click();
    await text('"maxOutputTokens": 70');
    await row('mystery').getByText('32K · 70 out', { exact: true }).waitFor();
  });

  it('does not lose what was begun when the page is left', async () => {
    await page.button('Override: gpt-4o').click();
    await page.field('Context (tokens)', fields()).fill('64K');
    await page.tab('Workspaces').click();
    const unsaved = page.frame.getByRole('region', { name: 'Unsaved changes' });
    await unsaved.getByText('work/gpt-4o', { exact: false }).waitFor();
    await unsaved.getByRole('button', { name: 'Continue' }).click();
    assert.equal(await page.field('Context (tokens)', fields()).inputValue(), '64K');
    await page.button('Discard').click();
    await fields().waitFor({ state: 'detached' });
  });

  it('is taken out again', async () => {
    await page.button('Remove the override: mystery').click();
    await row('mystery').getByText('unknown', { exact: true }).waitFor();
    assert.ok(!(await settings.text()).includes('work/mystery'));
    await until('the limit of the client', async () => (await sentLimit('work/mystery', 9000)) === 9000);
  });

  it('the switcher shows what models can do', async () => {
    await editor.runCommand('Muxgate: Switch Model');
    await editor.quickPickRows('gpt-4o').filter({ hasText: '128K · tools' }).waitFor();
    await editor.page.keyboard.press('Escape');
  });

  for (const [theme, bodyClass] of Object.entries({
    'Light Modern': 'vscode-light',
    'Default High Contrast': 'vscode-high-contrast',
    'Dark Modern': 'vscode-dark',
  })) {
    it(`fits and names its controls in ${theme}`, async () => {
      await editor.evaluate(
        (vscode, name: string) =>
          vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
        theme,
      );
      await page.frame.locator(`body.${bodyClass}`).waitFor();
      await page.button('Override: gpt-4o').click();
      await page.field('Context (tokens)', fields()).waitFor();
      const snapshot = await fields().ariaSnapshot();
      const unnamed = /^\s*- (button|textbox|combobox|listbox)( \[[^\]]*\])*(:.*)?$/;
      assert.deepEqual(
        snapshot.split('\n').filter((line) => unnamed.test(line)),
        [],
      );
      const overflow = await page.frame
        .locator('html')
        .evaluate(
          (html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth,
        );
      // Less than nothing is the place that is kept for the scrollbar.
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      await fields().scrollIntoViewIfNeeded();
      await page.button('Close').click();
      await fields().waitFor({ state: 'detached' });
    });
  }
});
