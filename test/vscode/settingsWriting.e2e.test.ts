import assert from 'node:assert/strict';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { walkByTab } from '../helpers/vscode/keyboardWalk.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';
import { UserSettings } from '../helpers/vscode/userSettings.ts';

const workspaces = `  // in order of price
  "muxgate.workspaces": {
    "default": {
      "model": "demo/echo", // free
      "rules": [
        // docs are cheap
        { "files": "*.md", "model": "demo/tools" }, // A
        { "files": "*.go", "model": "demo/echo" } // B
      ]
    },
    // not mine to touch
    "other": { "model": "demo/echo" }
  }`;

/** The profile's settings with our workspaces, comments and all. */
function withWorkspaces(text: string): string {
  return `${text.trimEnd().replace(/\}$/, '').trimEnd()},\n${workspaces}\n}\n`;
}

describe('the settings page and settings.json', function () {
  let editor: Editor;
  let page: SettingsPage;
  let settings: UserSettings;
  const consoleErrors: string[] = [];

  before(async () => {
    editor = await openVscode();
    editor.page.on('console', (message) => {
      if (/Content Security Policy|Content-Security-Policy/i.test(message.text()))
        consoleErrors.push(message.text());
    });
    settings = new UserSettings(editor);
    await settings.edit(withWorkspaces(await settings.text()));
    page = await SettingsPage.open(editor);
    await page.tab('Workspaces').click();
  });
  after(() => editor.close());

  const files = (rule: number): ReturnType<SettingsPage['field']> => page.field('Files', page.rule(rule));
  const text = (needle: string | RegExp): Promise<string> =>
    until(`${String(needle)} in settings.json`, async () => {
      const now = await settings.text();
      return (typeof needle === 'string' ? now.includes(needle) : needle.test(now)) ? now : undefined;
    });

  it('writes the smallest node: comments and other entries stay', async () => {
    const before = await settings.text();
    await files(2).fill('*.rs');
    await page.button('Save').click();
    const after = await text('"*.rs"');
    assert.equal(after, before.replace('"*.go"', '"*.rs"'));
    await page.frame.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  });

  it('moves a rule with its comments', async () => {
    await page.button('Move down: rule 1').click();
    await page.button('Save').click();
    const after = await text(/\/\/ B\s+\/\/ docs are cheap/);
    assert.match(
      after,
      /"rules": \[\n\s+\{ "files": "\*\.rs".*\}, \/\/ B\n\s+\/\/ docs are cheap\n.*"\*\.md".*\} \/\/ A\n/,
    );
  });

  it('follows an edit made in settings.json', async () => {
    await settings.edit((await settings.text()).replace('"*.rs"', '"*.zig"'));
    await until('the page to show it', async () => (await files(1).inputValue()) === '*.zig');
  });

  it('writes nothing when settings.json has changed meanwhile, shows both, and overwrites once they were seen', async () => {
    const before = await settings.text();
    await files(1).fill('mine/**');
    const theirs = before.replace('"*.zig"', '"theirs/**"');
    await settings.overwriteOnDisk(theirs);
    await page.button('Save').click();
    const dialog = page.frame.locator('mux-conflict-dialog');
    await dialog.getByText('"theirs/**"').waitFor();
    await dialog.getByText('"mine/**"').waitFor();
    assert.deepEqual((await walkByTab(editor.page, page.frame)).problems, []);
    assert.equal(await settings.text(), theirs);

    await dialog.getByRole('button', { name: 'Overwrite with Mine' }).click();
    assert.equal(await text('"mine/**"'), theirs.replace('"theirs/**"', '"mine/**"'));
  });

  it('goes back to what settings.json says when the user decides so', async () => {
    await files(1).fill('mine too');
    await settings.overwriteOnDisk((await settings.text()).replace('"mine/**"', '"newest/**"'));
    await page.button('Save').click();
    await page.button('Discard Mine').click();
    await until('the newest pattern', async () => (await files(1).inputValue()) === 'newest/**');
    assert.match(await settings.text(), /"newest\/\*\*"/);
  });

  it('says why it cannot save, writes nothing half, and keeps the draft', async () => {
    const before = await settings.text();
    const probe = `${await settings.path()}.muxgate-probe`;
    // A folder stands where the new content is tried first.
    await editor.evaluate(
      (_vscode, path: string) =>
        process.getBuiltinModule('node:fs').mkdirSync(`${path}/in the way`, { recursive: true }),
      probe,
    );
    await files(1).fill('kept/**');
    await page.button('Save').click();
    await page.frame.locator('mux-notice').filter({ hasText: 'settings.json was not saved' }).waitFor();
    assert.equal(await settings.text(), before);
    assert.equal(await files(1).inputValue(), 'kept/**');
    await page.frame.getByRole('region', { name: 'Unsaved changes' }).waitFor();

    await editor.evaluate(
      (_vscode, path: string) => process.getBuiltinModule('node:fs').rmSync(path, { recursive: true }),
      probe,
    );
    await page.button('Save').click();
    await text('"kept/**"');
  });

  it('does not write into a settings.json that is not valid', async () => {
    const valid = await settings.text();
    await files(1).fill('late/**');
    const broken = valid.replace('"model": "demo/echo", // free', '"model": "demo/echo" // free');
    await settings.overwriteOnDisk(broken);
    await page.button('Save').click();
    await page.frame
      .locator('mux-notice')
      .filter({ hasText: /error in line \d+/ })
      .first()
      .waitFor();
    assert.equal(await settings.text(), broken);
    await settings.overwriteOnDisk(valid);
    await page.button('Save').click();
    await text('"late/**"');
  });

  it('keeps what is not saved when another editor covers the page, and when the window reloads', async () => {
    await files(1).fill('draft/**');
    await editor.openFile('README.md');
    page = await SettingsPage.open(editor);
    assert.equal(await files(1).inputValue(), 'draft/**');

    await editor.reload();
    page = new SettingsPage(await editor.webviewFrame('Muxgate'));
    await page.frame.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    assert.equal(await files(1).inputValue(), 'draft/**');
  });

  it('offers what is not saved when the page was closed', async () => {
    await files(1).fill('closed/**');
    await editor.runCommand('View: Close Editor');
    const toast = editor.notifications.filter({ hasText: 'not saved yet' });
    await toast.getByRole('button', { name: 'Reopen' }).click();
    page = new SettingsPage(await editor.webviewFrame('Muxgate'));
    await until('the draft', async () => (await files(1).inputValue()) === 'closed/**');
    await page.button('Discard').click();
    await until('the saved pattern', async () => (await files(1).inputValue()) === 'late/**');
  });

  it('never breaks its own content security policy', async () => {
    await askModel(editor.gatewayUrl);
    await page.tab('Requests').click();
    const list = page.frame.getByRole('grid');
    await list.focus();
    await list.press('Enter');
    await page.frame.getByRole('region', { name: 'The open request' }).getByText('One call').waitFor();
    await page.tab('Usage').click();
    await page.frame.locator('mux-usage-chart .u-over').first().hover();
    await page.frame.locator('mux-usage-chart .tip').first().waitFor();
    assert.deepEqual(consoleErrors, []);
  });
});
