import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { SettingsPage } from '../helpers/settingsPage.ts';
import { spokenText } from '../helpers/upstreamProtocols.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

/** Escape closes a list; the first one may close only a hover that lies over it, and the list may close by then. */
async function closeList(editor: Editor): Promise<void> {
  await until('a closed list', async () => {
    if ((await editor.quickInput.count()) === 0) return true;
    const input = editor.quickInput.locator('input').first();
    await input.press('Escape', { timeout: 2000 }).catch(() => undefined);
    return false;
  });
}

/** The main job as a user does it: the packaged VSIX, the browser, two official SDKs, two providers on real sockets. */
describe('the main job: providers by hand, two rules, and the answer follows the file', function () {
  this.timeout(120_000);
  let chatServer: FakeUpstream;
  let messagesServer: FakeUpstream;
  let editor: Editor;
  let settings: SettingsPage;

  before(async () => {
    chatServer = await FakeUpstream.start();
    messagesServer = await FakeUpstream.start();
    editor = await openVscode();
  });
  after(async () => {
    await editor.close();
    await chatServer.close();
    await messagesServer.close();
  });

  const openai = (): OpenAI =>
    new OpenAI({ baseURL: `${editor.gatewayUrl}/v1`, apiKey: 'any', maxRetries: 0 });
  const anthropic = (): Anthropic =>
    new Anthropic({ baseURL: editor.gatewayUrl, apiKey: 'any', maxRetries: 0 });

  /** Asks with both SDKs, streamed and whole; returns the decision that the answers' headers name. */
  async function ask(): Promise<{ model: string | null; rule: string | null; reason: string | null }> {
    const messages = [{ role: 'user' as const, content: 'What does this file do?' }];
    const chat = await openai().chat.completions.create({ model: 'auto', messages }).withResponse();
    assert.equal(chat.data.choices[0]?.message.content, spokenText);
    const stream = anthropic().messages.stream({ model: 'claude-whatever', max_tokens: 100, messages });
    assert.equal(await stream.finalText(), spokenText);
    const { headers } = chat.response;
    return {
      model: headers.get('x-muxgate-model'),
      rule: headers.get('x-muxgate-rule'),
      reason: headers.get('x-muxgate-reason'),
    };
  }

  it('adds two providers by hand, each tested as it is saved', async () => {
    settings = await SettingsPage.open(editor);
    for (const [type, name, endpoint] of [
      ['OpenAI-compatible', 'Work', `${chatServer.url}/v1`],
      ['Anthropic-compatible', 'Docs', messagesServer.url],
    ] as const) {
      await settings.button(/Add Provider/).click();
      await settings.choose('Type', type);
      await settings.field('Name').fill(name);
      await settings.field('Endpoint').fill(endpoint);
      await settings.choose('Authentication', 'None');
      await settings.button('Save').click();
      await settings.frame
        .getByRole('list', { name: 'Providers' })
        .getByText(name, { exact: true })
        .waitFor();
    }
    assert.ok(chatServer.requests.some((request) => request.path === '/v1/models'));
    await settings.frame.getByText('Reachable').nth(2).waitFor();
  });

  it('writes two rules and a model for the rest', async () => {
    await settings.tab('Workspaces').click();
    await settings.button(/New Workspace/).click();
    await settings.field('Id').fill('default');
    for (const [index, files, model] of [
      [1, '*.go', 'work/deepseek-r1'],
      [2, '*.md', 'docs/claude-haiku-4-5'],
    ] as const) {
      await settings.button(/Add Rule/).click();
      await settings.field('Files', settings.rule(index)).fill(files);
      await settings.fillCombobox(settings.rule(index), 'Model', model);
    }
    await settings.fillCombobox(
      settings.frame.getByRole('region', { name: 'When no rule matches' }),
      'When no rule matches',
      'work/gpt-4o-mini',
    );
    await settings.button('Save').click();
    const written = await until('saved workspaces', () =>
      editor.evaluate(
        (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('workspaces')?.globalValue,
      ),
    );
    assert.deepEqual(written, {
      default: {
        rules: [
          { files: '*.go', model: 'work/deepseek-r1' },
          { files: '*.md', model: 'docs/claude-haiku-4-5' },
        ],
        model: 'work/gpt-4o-mini',
      },
    });
  });

  it('answers, names its decision, and shows it in the status bar, as the user moves between files', async () => {
    await editor.openFile('server/main.go');
    await editor.statusBarItem().and(editor.page.locator('[aria-label*="work/deepseek-r1"]')).waitFor();
    await editor.runCommand('Muxgate: Switch Model');
    await editor.quickPickRows().first().waitFor();
    await closeList(editor);
    await editor.runCommand('Muxgate: Why This Model?');
    await editor.quickInput.filter({ hasText: 'Why this model?' }).waitFor();
    await editor.quickPickRows().first().waitFor();
    await closeList(editor);
    const go = await ask();
    assert.equal(go.model, 'work/deepseek-r1');
    assert.equal(go.rule, '1');
    assert.match(go.reason ?? '', /main\.go, the active editor/);
    assert.equal(chatServer.lastRequest.json['model'], 'deepseek-r1');

    await editor.openFile('README.md');
    await editor.statusBarItem().and(editor.page.locator('[aria-label*="docs/claude-haiku-4-5"]')).waitFor();
    const markdown = await ask();
    assert.equal(markdown.model, 'docs/claude-haiku-4-5');
    assert.equal(markdown.rule, '2');
    assert.equal(messagesServer.lastRequest.path, '/v1/messages');
  });
});
