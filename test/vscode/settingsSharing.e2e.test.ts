import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { accessibilityProblems } from '../helpers/vscode/accessibility.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { walkByTab } from '../helpers/vscode/keyboardWalk.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

describe('settings that come from elsewhere', () => {
  let folder: string;
  let editor: Editor;
  let page: SettingsPage;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'muxgate-shared-'));
    await mkdir(path.join(folder, '.vscode'));
    const team = { name: 'Team', model: 'demo/echo', rules: [{ files: 'src/**', model: 'demo/tools' }] };
    await writeFile(
      path.join(folder, '.vscode/settings.json'),
      JSON.stringify({ 'muxgate.workspaces': { team, mine: { model: 'demo/tools' } } }),
    );
    await writeFile(
      path.join(folder, 'shared.json'),
      `{
        // from a colleague
        "providers": { "ollama": { "type": "ollama" }, "corp": { "type": "vllm", "endpoint": "http://10.9.9.9:1" } },
        "workspaces": { "mine": { "model": "ollama/q:1.5b" }, "night": { "rules": [{ "model": "corp/a/b" }] } },
      }`,
    );
    editor = await openVscode({
      folder,
      settings: {
        'muxgate.providers': {
          desk: { type: 'ollama', endpoint: 'http://127.0.0.1:9', apiKey: '${env:DESK_KEY}' },
        },
        'muxgate.workspaces': { mine: { model: 'demo/echo' } },
        'muxgate.activeWorkspace': 'mine',
      },
    });
    page = await SettingsPage.open(editor);
    await page.tab('Workspaces').click();
  });
  after(async () => {
    await editor.close();
    await rm(folder, { recursive: true });
  });

  const setting = (name: string): Promise<Record<string, unknown>> =>
    editor.evaluate(
      (vscode, key: string) => vscode.workspace.getConfiguration('muxgate').inspect(key)?.globalValue,
      name,
    ) as Promise<Record<string, unknown>>;

  it('shows a folder’s workspace read-only, and lets it take part once it is confirmed', async () => {
    await page.frame.getByRole('button', { name: 'Team' }).click();
    await page.frame.getByText(/Comes with the folder/).waitFor();
    const view = page.frame.locator('mux-folder-workspace');
    await view.getByText('demo/echo, demo/tools').waitFor();
    assert.equal(await view.getByRole('textbox').count(), 0);
    await view.getByRole('button', { name: 'Confirm' }).click();
    await view
      .getByRole('button', { name: /Activate|Use in the folder/ })
      .first()
      .waitFor();
    await view.getByText('Matches none of the open files').waitFor();
  });

  it('says that a folder’s workspace with a taken id is ignored', async () => {
    await page.frame.getByRole('button', { name: 'mine' }).last().click();
    await page.frame.getByText('You have a workspace "mine" of your own').waitFor();
  });

  it('exports to a file without keys', async () => {
    await page.button('Export without keys…').click();
    await editor.confirmFileDialog();
    await page.frame.getByText('Exported to muxgate-settings.json').waitFor();
    assert.deepEqual(JSON.parse(await readFile(path.join(folder, 'muxgate-settings.json'), 'utf8')), {
      providers: { desk: { type: 'ollama', endpoint: 'http://127.0.0.1:9', apiKey: '${env:DESK_KEY}' } },
      workspaces: { mine: { model: 'demo/echo' } },
      activeWorkspace: 'mine',
    });
  });

  it('shows what an import does before anything is written, and maps providers by type', async () => {
    await page.button('Import…').click();
    await editor.pick('shared.json');
    const dialog = page.frame.locator('mux-import-dialog');
    await dialog
      .getByRole('combobox', { name: 'What ollama becomes' })
      .filter({ hasText: 'Use my desk' })
      .waitFor();
    await dialog
      .getByRole('combobox', { name: 'What corp becomes' })
      .filter({ hasText: 'Add as corp' })
      .waitFor();
    await dialog.getByText('replaces yours').waitFor();
    assert.deepEqual(await accessibilityProblems(page.frame), []);
    assert.deepEqual((await walkByTab(editor.page, page.frame)).problems, []);
    assert.deepEqual(await setting('workspaces'), { mine: { model: 'demo/echo' } });

    await dialog.getByRole('button', { name: 'Import 3 Entries' }).click();
    await page.frame.getByText('Imported 3 entries from shared.json').waitFor();
    const workspaces = await until('the imported workspaces', async () => {
      const now = await setting('workspaces');
      return 'night' in now ? now : undefined;
    });
    assert.deepEqual(workspaces, {
      mine: { model: 'desk/q:1.5b' },
      night: { rules: [{ model: 'corp/a/b' }] },
    });
    assert.deepEqual(Object.keys(await setting('providers')), ['desk', 'corp']);
  });
});
