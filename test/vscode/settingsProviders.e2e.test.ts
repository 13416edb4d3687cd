import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { answerJson, hang } from '../helpers/upstreamReactions.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { freePort } from '../helpers/vscode/freePort.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';
import { UserSettings } from '../helpers/vscode/userSettings.ts';

const key = 'sk-test-5f1c';

describe('providers in the settings page', function () {
  let upstream: FakeUpstream;
  let other: FakeUpstream;
  let editor: Editor;
  let page: SettingsPage;
  let settings: UserSettings;

  before(async () => {
    upstream = await FakeUpstream.start();
    other = await FakeUpstream.start();
    editor = await openVscode({
      settings: {
        'muxgate.workspaces': { default: { model: 'demo/echo', rules: [{ model: 'work/model-a' }] } },
      },
    });
    settings = new UserSettings(editor);
    page = await SettingsPage.open(editor);
  });
  after(async () => {
    await editor.close();
    await upstream.close();
    await other.close();
  });

  const providers = (): Promise<Record<string, { endpoint?: string; name?: string }>> =>
    editor.evaluate(
      (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('providers')?.globalValue,
    ) as Promise<Record<string, { endpoint?: string; name?: string }>>;
  const row = (name: string): ReturnType<SettingsPage['rule']> =>
    page.frame.getByRole('listitem').filter({ hasText: name });
  const outcome = (text: string | RegExp): Promise<void> =>
    page.frame.locator('mux-test-outcome').filter({ hasText: text }).waitFor();

  /** Fills the form of a new OpenAI-compatible provider. */
  async function fillNew(name: string, endpoint: string): Promise<void> {
    await page.button(/Add Provider/).click();
    await page.choose('Type', 'OpenAI-compatible');
    await page.field('Name').fill(name);
    await page.field('Endpoint').fill(endpoint);
  }

  it('tests a provider with its key as it is saved, and keeps the key out of the settings', async () => {
    await fillNew('Work', `${upstream.url}/v1`);
    await page.field('API key').fill(key);
    await page.button('Save').click();
    await row('Work').getByText('Reachable').waitFor();
    assert.equal(upstream.requests[0]?.headers.authorization, `Bearer ${key}`);
    assert.deepEqual(await providers(), {
      work: { type: 'openai-compatible', name: 'Work', endpoint: `${upstream.url}/v1` },
    });
    assert.ok(!(await settings.text()).includes(key));
  });

  it('keeps the stored key when the field is left blank', async () => {
    await page.button('Edit: Work').click();
    assert.match((await page.field('API key').getAttribute('placeholder')) ?? '', /Leave blank to keep it/);
    assert.equal(await page.field('API key').inputValue(), '');
    await page.field('Name').fill('Day job');
    await page.button('Save').click();
    await row('Day job').getByText('Reachable').waitFor();
    assert.equal(upstream.lastRequest.headers.authorization, `Bearer ${key}`);
  });

  it('takes a second account with a key of its own, and tests each with its key', async () => {
    await page.button('Edit: Day job').click();
    await page.button('Add another account').click();
    const account = page.frame.getByRole('group', { name: 'Account account-2' });
    await page.field('Account name', account).fill('Night job');
    const named = page.frame.getByRole('group', { name: 'Account Night job' });
    await page.field('API key', named).fill('sk-second');
    await page.button('Test: account Night job').click();
    await named
      .getByText(/models? found|answers|model/i)
      .first()
      .waitFor();
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk-second');
    const asked = upstream.requests.length;
    await page.button('Save').click();
    await row('Day job').getByText('Reachable').waitFor();
    const sent = upstream.requests.slice(asked).map(({ headers }) => headers.authorization);
    assert.ok(sent.includes(`Bearer ${key}`) && sent.includes('Bearer sk-second'));
    const saved = await until('two accounts', async () => {
      const work = (await providers())['work'] ?? {};
      return 'accounts' in work ? work : undefined;
    });
    assert.deepEqual(saved, {
      type: 'openai-compatible',
      name: 'Day job',
      endpoint: `${upstream.url}/v1`,
      accounts: { default: {}, 'night-job': { name: 'Night job' } },
    });
    assert.ok(!(await settings.text()).includes('sk-second'));

    await page.button('Edit: Day job').click();
    assert.match((await page.field('API key', named).getAttribute('placeholder')) ?? '', /Leave blank/);
    await page.button('Delete: account Night job').click();
    await page.button('Delete: account default').click();
    await page.button('Save').click();
    await until('one account', async () => !('accounts' in ((await providers())['work'] ?? {})));
  });

  it('asks for the key again when the endpoint moves to another server, and sends the old one nowhere', async () => {
    await page.button('Edit: Day job').click();
    await page.field('Endpoint').fill(`${other.url}/v1`);
    await page.frame.getByText('enter the key again').first().waitFor();
    await page.button('Test').click();
    await outcome('another');
    assert.ok(other.requests.every(({ headers }) => headers.authorization === undefined));
    await page.button('Cancel').click();
  });

  for (const [what, status, title] of [
    ['a refused key', 401, 'Key not accepted'],
    ['a server without a model list', 404, 'No model list there'],
  ] as const) {
    it(`says what is wrong with ${what}`, async () => {
      await page.button('Edit: Day job').click();
      upstream.react(answerJson({ error: { message: 'no' } }, status));
      await page.button('Test').click();
      await outcome(title);
      await page.button('Cancel').click();
    });
  }

  it('saves a server that refuses all the same, and shows why it fails', async () => {
    await fillNew('Asleep', `http://127.0.0.1:${await freePort()}/v1`);
    await page.button('Save').click();
    await outcome('Connection refused');
    assert.equal((await providers())['asleep'], undefined);
    await page.button('Save Anyway').click();
    await row('Asleep')
      .getByText(/refused/)
      .waitFor();
    assert.ok((await providers())['asleep']);
  });

  it('cancels a test that does not come to an end, and saves nothing', async () => {
    await fillNew('Slow', `${other.url}/v1`);
    other.react(hang);
    const asked = other.nextRequest();
    await page.button('Save').click();
    const request = await asked;
    await page.button('Cancel Test').click();
    await request.closed;
    await page.button('Test').waitFor();
    assert.equal((await providers())['slow'], undefined);
    await page.button('Cancel').click();
  });

  it('does not save what is not right, and says why at the field', async () => {
    await fillNew('Bad', 'not a url');
    await page.button('Save').click();
    await page.frame.locator('main').getByText('Expected an http or https URL').waitFor();
    await page.field('Endpoint').fill(upstream.url);
    await page.field('Id').fill('work');
    await page.frame.locator('main').getByText('"work" is taken.').waitFor();
    await page.button('Cancel').click();
  });

  it('names the rules that use a provider before it is deleted, and forgets its key', async () => {
    await page.button('Delete: Day job').click();
    const question = page.frame.locator('mux-question-dialog');
    await question.getByText('default: rule 1 → work/model-a').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.ok((await providers())['work']);
    await page.button('Delete: Day job').click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await until('the provider to go', async () => (await providers())['work'] === undefined);

    await fillNew('Work', `${upstream.url}/v1`);
    assert.equal(await page.field('API key').getAttribute('placeholder'), '');
    const asked = upstream.nextRequest();
    await page.button('Test').click();
    assert.equal((await asked).headers.authorization, undefined);
    await page.button('Cancel').click();
  });

  it('opens the form of the type that a command names, also when another editor covers the page', async () => {
    await editor.openFile('README.md');
    await editor.runCommand('Muxgate: Add Provider');
    await editor.quickPickRows().filter({ hasText: 'Anthropic' }).first().waitFor();
    await editor.answer('LM Studio');
    page = new SettingsPage(await editor.webviewFrame('Muxgate'));
    await page.frame.getByRole('heading', { name: 'Add a provider' }).waitFor();
    assert.equal(await page.field('Endpoint').inputValue(), 'http://127.0.0.1:1234');
    await page.button('Cancel').click();
  });
});
