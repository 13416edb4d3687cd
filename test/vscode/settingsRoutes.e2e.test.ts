import assert from 'node:assert/strict';
import { SettingsPage } from '../helpers/settingsPage.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

describe('routes, tiers, conditions and budgets in the settings page', () => {
  let editor: Editor;
  let page: SettingsPage;

  before(async () => {
    editor = await openVscode({
      settings: {
        'muxgate.workspaces': { default: { model: 'demo/echo', rules: [{ model: 'demo/tools' }] } },
      },
    });
    page = await SettingsPage.open(editor);
  });
  after(() => editor.close());

  /** What the user's scope says of a setting, once it says what is awaited. */
  function saved(setting: string, isAwaited: (now: string) => boolean): Promise<unknown> {
    return until(`muxgate.${setting} as awaited`, async () => {
      const now: unknown = await editor.evaluate(
        (vscode, key: string) => vscode.workspace.getConfiguration('muxgate').inspect(key)?.globalValue,
        setting,
      );
      return isAwaited(JSON.stringify(now ?? null)) ? now : undefined;
    });
  }
  const target = (number: number): ReturnType<SettingsPage['rule']> =>
    page.frame.getByRole('group', { name: `Target ${number}`, exact: true });

  it('makes a route of two targets', async () => {
    await page.tab('Routes').click();
    await page.button('New Route').click();
    await page.field('Name').fill('Strong');
    await page.frame.getByText('Target 1 needs a model.').waitFor();
    await page.fillCombobox(target(1), 'Model', 'demo/echo');
    await page.button('Add Target').click();
    await page.fillCombobox(target(2), 'Model', 'demo/tools');
    await page.choose('Strategy', 'Cheapest');
    await page.frame.getByText('costs least for a request of this size').waitFor();
    await page.button('Save').click();
    const routes = await saved('routes', (now) => now.includes('demo/tools'));
    assert.deepEqual(routes, {
      strong: {
        name: 'Strong',
        strategy: 'cheapest',
        targets: [{ model: 'demo/echo' }, { model: 'demo/tools' }],
      },
    });
    await target(1).getByText('Reachable').waitFor();
  });

  it('sorts targets by keyboard', async () => {
    await target(1).getByRole('combobox', { name: 'Model' }).focus();
    await editor.page.keyboard.press('Alt+ArrowDown');
    await page.frame
      .locator('mux-settings')
      .getByRole('status')
      .filter({ hasText: 'Target moved to position 2 of 2' })
      .waitFor();
    assert.equal(await target(2).getByRole('combobox', { name: 'Model' }).inputValue(), 'demo/echo');
    await target(2).getByRole('combobox', { name: 'Model' }).and(page.frame.locator(':focus')).waitFor();
    await page.button('Discard').click();
  });

  it('shows a cycle before it is saved', async () => {
    await page.fillCombobox(target(2), 'Model', '@strong');
    await page.frame.locator('mux-route-editor').getByText('@strong → @strong').waitFor();
    assert.ok(
      (await page.frame.locator('mux-unsaved-bar vscode-button').first().getAttribute('disabled')) !== null,
    );
    await page.button('Discard').click();
  });

  it('offers the route where a rule names its model', async () => {
    await page.tab('Workspaces').click();
    const model = page.rule(1).getByRole('combobox', { name: 'Model' });
    await model.fill('strong');
    await page.rule(1).getByRole('option', { name: '@strong' }).click();
    await page.button('Save').click();
    await saved('workspaces', (now) => now.includes('"@strong"'));
  });

  it('adds a condition to a rule, and says it below', async () => {
    await page.button('More about rule 1').click();
    await page.choose('Add a condition', 'Keywords', page.rule(1));
    await page.field('Keywords', page.rule(1)).and(page.frame.locator(':focus')).waitFor();
    await page.field('Keywords', page.rule(1)).fill('refactor, /race{1,2}/');
    await page.choose('Add a condition', 'Prompt size', page.rule(1));
    await page.field('Tokens at least', page.rule(1)).fill('2K');
    await page.rule(1).getByText('keyword refactor, /race{1,2}/ · 2,000 tokens or more').waitFor();
    await page.button('Save').click();
    const workspaces = await saved('workspaces', (now) => now.includes('2000'));
    assert.deepEqual((workspaces as { default: { rules: unknown[] } }).default.rules, [
      { model: '@strong', keywords: ['refactor', '/race{1,2}/'], tokens: { min: 2000 } },
    ]);
  });

  it('sends requests for opus to the route', async () => {
    await page.tab('Routes').click();
    await page.fillCombobox(page.frame.locator('main'), 'Answers *opus*', '@strong');
    await page.button('Save').click();
    assert.deepEqual(await saved('tiers', (now) => now.includes('strong')), { '*opus*': '@strong' });
  });

  it('takes along what names a route when it gets another id', async () => {
    await page.button('Rename: Strong').click();
    await page.field('Id').fill('hard');
    await page.button('Save').click();
    await saved('routes', (now) => now.startsWith('{"hard"'));
    await saved('workspaces', (now) => now.includes('"@hard"') && !now.includes('@strong'));
    assert.deepEqual(await saved('tiers', (now) => now.includes('hard')), { '*opus*': '@hard' });
  });

  it('says who uses a route before it is deleted', async () => {
    await page.button('Delete: Strong').click();
    const question = page.frame.locator('mux-question-dialog');
    await question.getByText('default: rule 1 → @hard').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
  });

  it('takes a price of the user’s own', async () => {
    await page.tab('Limits and budgets').click();
    await page.fillCombobox(page.frame.locator('main'), 'Model to price', 'demo/*');
    await page.button('Add Price').click();
    const price = page.frame.getByRole('listitem', { name: 'Price of demo/*' });
    await page.field('Input', price).fill('0.5');
    await page.frame.getByText('demo/*: needs a price for input and one for output.').waitFor();
    await page.field('Output', price).fill('2');
    await page.button('Save').click();
    assert.deepEqual(await saved('prices', (now) => now.includes('output')), {
      'demo/*': { input: 0.5, output: 2 },
    });
  });

  it('sets a budget by a suggestion, and a switch', async () => {
    await page.tab('Limits and budgets').click();
    await page.button('Per request (USD): 0.08').click();
    await page.frame.getByRole('checkbox', { name: 'Give the same answer again' }).check({ force: true });
    await page.button('Save').click();
    assert.deepEqual(await saved('budget', (now) => now.includes('0.08')), { perRequestUsd: 0.08 });
    assert.deepEqual(await saved('cache', (now) => now.includes('true')), { enabled: true });
  });
});
