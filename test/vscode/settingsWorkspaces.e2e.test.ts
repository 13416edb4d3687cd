import assert from 'node:assert/strict';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

interface Rule {
  readonly files?: string | string[];
  readonly model?: string;
  readonly [member: string]: unknown;
}
type Workspaces = Record<string, { name?: string; model?: string; rules?: Rule[] }>;

const workspaces: Workspaces = {
  default: {
    model: 'demo/echo',
    rules: [
      { files: '*.md', model: 'demo/tools' },
      { files: '*.go', model: 'demo/echo' },
      { files: '*.py', model: 'gone/model' },
    ],
  },
};

describe('workspaces in the settings page', () => {
  let editor: Editor;
  let page: SettingsPage;

  before(async () => {
    editor = await openVscode({ settings: { 'muxgate.workspaces': workspaces } });
    page = await SettingsPage.open(editor);
    await page.tab('Workspaces').click();
  });
  after(() => editor.close());

  /** What the user's scope says, once it says what is awaited. */
  function saved(what: string, isAwaited: (now: Workspaces) => boolean): Promise<Workspaces> {
    return until(what, async () => {
      const now = (await editor.evaluate(
        (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('workspaces')?.globalValue,
      )) as Workspaces;
      return isAwaited(now) ? now : undefined;
    });
  }
  const order = ({ default: shown }: Workspaces): unknown[] => (shown?.rules ?? []).map(({ files }) => files);
  const patterns = (): Promise<string[]> =>
    page.frame
      .getByRole('textbox', { name: 'Files', exact: true })
      .all()
      .then((inputs) => Promise.all(inputs.map((input) => input.inputValue())));
  const announcement = (text: string): Promise<void> =>
    page.frame.locator('mux-settings').getByRole('status').filter({ hasText: text }).waitFor();

  it('says under each rule which open files it matches, also before it is saved', async () => {
    await page.rule(1).getByText('Matches none of the open files').waitFor();
    await editor.openFile('README.md');
    await editor.openFile('docs/guide.md');
    page = await SettingsPage.open(editor);
    await page.rule(1).getByText('README.md').filter({ hasText: 'docs/guide.md' }).waitFor();

    await page.field('Files', page.rule(2)).fill('guide.*');
    await page.rule(2).getByText('Matches docs/guide.md').waitFor();
    await page.button('Discard').click();
  });

  it('marks a broken rule and says why', async () => {
    await page.rule(3).getByText('there is no provider "gone"').waitFor();
  });

  it('moves rules by keyboard, keeps the focus, and tells screen readers', async () => {
    const model = page.rule(1).getByRole('combobox', { name: 'Model' });
    await model.focus();
    await editor.page.keyboard.press('Alt+ArrowDown');
    await announcement('Rule moved to position 2 of 3');
    assert.deepEqual(await patterns(), ['*.go', '*.md', '*.py']);
    await editor.page.keyboard.press('Alt+ArrowDown');
    await announcement('Rule moved to position 3 of 3');
    assert.deepEqual(await patterns(), ['*.go', '*.py', '*.md']);
    const focused = page.rule(3).getByRole('combobox', { name: 'Model' });
    await focused.and(page.frame.locator(':focus')).waitFor();
    await page.button('Save').click();
    await saved('the new order', (now) => order(now).at(-1) === '*.md');
  });

  it('moves rules by dragging their handle', async () => {
    const handle = await page.rule(3).getByTitle('Drag to reorder').boundingBox();
    const first = await page.rule(1).boundingBox();
    assert.ok(handle && first);
    await editor.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await editor.page.mouse.down();
    await editor.page.mouse.move(handle.x, first.y + first.height, { steps: 5 });
    await editor.page.mouse.move(handle.x, first.y + 4, { steps: 5 });
    await editor.page.mouse.up();
    await until('the dragged rule on top', async () => (await patterns())[0] === '*.md');
    await page.button('Save').click();
    const now = await saved('the dragged order', (value) => order(value)[0] === '*.md');
    assert.deepEqual(order(now), ['*.md', '*.go', '*.py']);
  });

  it('finds models by typing, takes one with the keyboard, and keeps what is typed freely', async () => {
    const model = page.rule(1).getByRole('combobox', { name: 'Model' });
    await model.fill('demo ec');
    await page.rule(1).getByRole('option', { name: /^echo/ }).waitFor();
    assert.equal(await page.rule(1).getByRole('option').count(), 1);
    await model.press('ArrowDown');
    await model.press('Enter');
    assert.equal(await model.inputValue(), 'demo/echo');

    await model.fill('demo/vendor/unlisted:1.5b');
    await page.button('Save').click();
    await saved(
      'the typed model',
      (now) => now['default']?.rules?.[0]?.model === 'demo/vendor/unlisted:1.5b',
    );
  });

  it('writes every field of a rule, and nothing for fields left alone', async () => {
    const rule = page.rule(2);
    await rule.getByRole('combobox', { name: 'Request' }).click();
    await rule.getByRole('option', { name: 'Chat', exact: true }).click();
    await page.field('Files', rule).fill('src/**/*.{ts,js}, !*.test.ts');
    await page.fillCombobox(rule, 'Languages', 'typescript, go');
    await rule.getByRole('checkbox', { name: 'Local only' }).check({ force: true });
    await rule.getByRole('checkbox', { name: 'Rule 2 is on' }).uncheck({ force: true });
    await rule.getByRole('button', { name: 'More about rule 2' }).click();
    await page.field('Rule name', rule).fill('private');
    await page.field('Clients', rule).fill('cline, claude-code');
    await page.choose('Files that are looked at', 'Open tabs', rule);
    await page.button('Save').click();
    const now = await saved('the rule', (value) => value['default']?.rules?.[1]?.['name'] === 'private');
    const [, changed, untouched] = now['default']?.rules ?? [];
    assert.deepEqual(changed, {
      files: ['src/**/*.{ts,js}', '!*.test.ts'],
      model: 'demo/echo',
      request: 'chat',
      languages: ['typescript', 'go'],
      localOnly: true,
      enabled: false,
      name: 'private',
      clients: ['cline', 'claude-code'],
      scope: 'open',
    });
    assert.deepEqual(untouched, { files: '*.py', model: 'gone/model' });
  });

  it('duplicates, renames, activates and deletes a workspace', async () => {
    await page.button('Duplicate: default').click();
    await page.field('Name').fill('Night shift');
    await page.field('Id').fill('night');
    await page.button('Save').click();
    const copied = await saved('the copy', (now) => now['night'] !== undefined);
    assert.deepEqual(copied['night']?.rules, copied['default']?.rules);

    await page.button('Activate').click();
    await page.frame.getByText('Active in this window').waitFor();
    await page.button('Rename: Night shift').click();
    await page.field('Id').fill('late');
    await page.button('Save').click();
    const renamed = await saved('the new id', (now) => now['late'] !== undefined);
    assert.deepEqual(Object.keys(renamed), ['default', 'late']);
    const active = await editor.evaluate(
      (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('activeWorkspace')?.globalValue,
    );
    assert.equal(active, 'late', 'a renamed workspace stays active');

    await page.button('Delete: Night shift').click();
    await page.frame.locator('mux-question-dialog').getByRole('button', { name: 'Delete' }).click();
    const left = await saved('one workspace', (now) => now['late'] === undefined);
    assert.deepEqual(Object.keys(left), ['default']);
  });

  it('lets the opened folder choose a workspace, in the folder’s own settings', async () => {
    const choice = (): Promise<unknown> =>
      editor.evaluate(
        (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('activeWorkspace')?.workspaceValue,
      );
    await page.button(/^Use in the folder sample/).click();
    await until('the choice in the folder', async () => (await choice()) === 'default');
    await page.button('Undo').click();
    await until('no choice in the folder', async () => (await choice()) === undefined);
  });

  it('keeps unsaved changes while the user looks at another workspace or page', async () => {
    await page.field('Files', page.rule(3)).fill('unsaved/**');
    await page.button(/New Workspace/).click();
    await page.tab('Providers').click();
    const bar = page.frame.getByRole('region', { name: 'Unsaved changes' });
    await bar.getByRole('button', { name: 'default' }).click();
    assert.equal(await page.field('Files', page.rule(3)).inputValue(), 'unsaved/**');
    while ((await bar.count()) > 0) await bar.getByRole('button', { name: 'Discard' }).first().click();
    assert.equal(await page.field('Files', page.rule(3)).inputValue(), '*.py');
  });
});
