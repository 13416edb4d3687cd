import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExchangeRecord } from '../../src/gateway/exchange/services.ts';
import { attemptOf } from '../helpers/exchangeRecords.ts';
import { fillRecord } from '../helpers/fillRecord.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { accessibilityProblems } from '../helpers/vscode/accessibility.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

const dayMs = 86_400_000;

function exchange(model: string, facts: Partial<ExchangeRecord> = {}): Partial<ExchangeRecord> {
  const [provider = '', name = ''] = model.split('/');
  return {
    startedAtMs: Date.now() - dayMs,
    answeredBy: { target: { provider, model: name }, account: 'default' },
    attempts: [attemptOf({ provider, model: name })],
    ...facts,
  };
}

describe('The page Usage', () => {
  let editor: Editor;
  let page: SettingsPage;

  before(async () => {
    editor = await openVscode({
      settings: {
        'muxgate.providers': {
          corp: { type: 'openai-compatible', endpoint: 'http://127.0.0.1:9/v1', models: ['big'] },
        },
        'muxgate.prices': { 'corp/big': { input: 10, output: 50 } },
        'muxgate.routes': { strong: { targets: [{ model: 'corp/big' }] } },
      },
    });
    const dataDir = await editor.evaluate(() => process.env['MUXGATE_DATA_DIR'] ?? '');
    page = await SettingsPage.open(editor);
    fillRecord(dataDir, [
      exchange('corp/small', { cost: { kind: 'exact', usd: 0.005 } }),
      exchange('corp/small', { cost: { kind: 'exact', usd: 0.005 }, client: 'aider' }),
      exchange('corp/odd', { cost: { kind: 'unknown' } }),
      exchange('corp/small', { startedAtMs: Date.now() }),
    ]);
  });
  after(() => editor.close());

  const row = (name: RegExp) => page.frame.locator('mux-usage-table').getByRole('row', { name });

  it('shows what was used, with unknown costs apart, in charts and as tables', async () => {
    await page.tab('Usage').click();
    await row(/^corp\/small/)
      .filter({ hasText: '$0.012' })
      .waitFor();
    await row(/^corp\/odd/)
      .filter({ hasText: 'unknown' })
      .waitFor();
    const chart = page.frame.getByRole('group', { name: /^Cost by model/ });
    await chart.locator('canvas').waitFor();
    await chart.focus();
    await chart.press('End');
    await chart.press('ArrowLeft');
    await page.frame
      .getByRole('status')
      .filter({ hasText: /corp\/small: \$0.01.*corp\/odd: unknown/ })
      .waitFor();
    await page.button('Show as Tables').click();
    const table = page.frame.getByRole('table', { name: 'Cost by model' });
    assert.equal(await table.getByRole('row').count(), 8);
    assert.deepEqual(await accessibilityProblems(page.frame), []);
    const shown = page.frame.getByRole('group', { name: 'What the bars show' });
    await shown.getByRole('button', { name: 'Requests' }).click();
    const yesterday = page.frame.getByRole('table', { name: 'Requests by model' }).getByRole('row').nth(2);
    assert.match(await yesterday.innerText(), /\t2\t1$/);
    await page.button('Show as Charts').click();
  });

  it('filters, and is looked at as before when it is opened again', async () => {
    await page.choose('Client', 'aider');
    await row(/^corp\/odd/).waitFor({ state: 'detached' });
    await page.choose('Client', 'All');
    await row(/^corp\/odd/).waitFor();
    await page.button('Today').click();
    await row(/^corp\/odd/).waitFor({ state: 'detached' });
    await editor.runCommand('View: Close Editor');
    page = await SettingsPage.open(editor);
    await page.tab('Usage').click();
    await page.frame.getByRole('button', { name: 'Today', pressed: true }).waitFor();
    await page.button('7 days').click();
    await row(/^corp\/odd/).waitFor();
  });

  it('says what everything would have cost at a chosen model', async () => {
    await page.fillCombobox(page.frame.locator('main'), 'Compare with sending everything to', 'corp/big');
    await page.frame
      .getByText('3 answers cost $0.012. Their tokens at the prices of corp/big would have cost $0.045.')
      .waitFor();
    await page.frame.getByText('1 answer is left out').waitFor();
  });

  it('saves what is shown', async () => {
    await page.button('Save as CSV…').click();
    await editor.confirmFileDialog();
    const name = await until('a saved file', () =>
      editor.evaluate(async (vscode) => (await vscode.workspace.findFiles('muxgate-usage-*.csv'))[0]?.fsPath),
    );
    const text = await readFile(name, 'utf8');
    assert.match(path.basename(name), /by-model\.csv$/);
    assert.match(text, /^day,model,requests,/);
    assert.match(text, /,corp\/odd,1,0,/);
  });

  it('has today at each provider, and whom a route would ask now', async () => {
    await page.tab('Providers').click();
    await page.frame.getByText('1 request today · cost $0.0020').waitFor();
    await page.tab('Routes').click();
    await page.frame
      .getByRole('region', { name: 'Who would be asked for a chat now' })
      .getByText('corp/big')
      .waitFor();
  });

  it("shows today's cost in the status bar when it is wanted", async () => {
    assert.doesNotMatch(await editor.statusBarText(), /\$/);
    await editor.evaluate((vscode) =>
      vscode.workspace.getConfiguration('muxgate').update('statusBar.showCost', true, true),
    );
    await editor.waitForStatusBar('· $0.00');
  });
});
