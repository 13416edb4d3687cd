import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { spokenText } from '../helpers/upstreamProtocols.ts';
import { askModel } from '../helpers/vscode/askModel.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

function clipboard(editor: Editor): Promise<string> {
  return editor.evaluate((vscode) => vscode.env.clipboard.readText());
}

describe("Muxgate's commands", () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ settings: muxgateSettings(upstream) });
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  it('explain the model of the active file, rule by rule', async () => {
    await editor.runCommand('Muxgate: Why This Model?');
    await editor.quickInput.getByText('Why this model? README.md').waitFor();
    await editor.quickInput.getByText('rule 1 (*.md) matched README.md').first().waitFor();
    const rows = await editor.quickPickRows().allInnerTexts();
    assert.match(
      rows.join('\n'),
      /strong\/small[^]*1\. [^]*matched[^]*2\. [^]*3\. private files[^]*README\.md/,
    );
    await editor.quickInput.getByRole('button', { name: 'Open as a page' }).click();
    const page = await editor.webviewFrame('Preview Why this model.md');
    await page.getByRole('heading', { name: 'strong/small' }).waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('explain a request that the user types, without sending it', async () => {
    const before = upstream.requests.length;
    await editor.runCommand('Muxgate: Explain Request');
    await editor.pick('Chat');
    await editor.quickInput.getByText('Explain a request (2/2)').waitFor();
    await editor.answer('Summarise this:\n```md docs/guide.md\nx\n```');
    await editor.quickInput
      .getByText(/strong\/small/)
      .first()
      .waitFor();
    await editor.page.keyboard.press('Escape');
    assert.equal(upstream.requests.length, before);
  });

  it('send a test request through the port, and show the answer and the decision', async () => {
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
    await editor.runCommand('Muxgate: Send a Test Request');
    await editor.quickInput.getByText('Send a test request').waitFor();
    await editor.answer('Say hello.');
    const page = await editor.webviewFrame('Preview Test request.md');
    await page.getByRole('heading', { name: 'Answered by strong/small' }).waitFor();
    await page.getByText(spokenText).waitFor();
    await page.getByText('README.md', { exact: false }).first().waitFor();
    await editor.runCommand('View: Close All Editors');
  });

  it('set an access key that every request needs from then on, and that is copied with the base URL', async () => {
    await editor.runCommand('Muxgate: Set Access Key');
    await editor.pick('Generate a key');
    const key = await until('the key in the clipboard', async () => {
      const text = await clipboard(editor);
      return text.startsWith('mux-') && text;
    });
    await until(
      'the key to be needed',
      async () => (await askModel(editor.gatewayUrl)) === 'invalid_api_key',
    );
    assert.match(await askModel(editor.gatewayUrl, { authorization: `Bearer ${key}` }), /^strong\//);
    await editor.runCommand('Muxgate: Copy Base URL');
    await editor.pick('Access key');
    await editor.page.getByText('Access key copied').first().waitFor();
    assert.equal(await clipboard(editor), key);
    await editor.runCommand('Muxgate: Copy Base URL');
    await editor.pick(`${editor.gatewayUrl}/v1`);
    const offer = editor.notifications.filter({ hasText: 'need an access key' });
    await offer.waitFor();
    assert.equal(await clipboard(editor), `${editor.gatewayUrl}/v1`);
    await offer.getByRole('button', { name: 'Copy Access Key' }).click();
    await until('the key after its address', async () => (await clipboard(editor)) === key);
    await editor.runCommand('Muxgate: Connect an Agent');
    await editor.quickInput.locator('input').fill('OpenAI-compatible');
    await editor.pick('OpenAI-compatible');
    const page = await editor.webviewFrame('Muxgate');
    await page.getByText('••••••••').first().waitFor();
    await page.getByRole('button', { name: 'Copy: API key' }).click();
    await until('only the clipboard to have the key', async () => (await clipboard(editor)) === key);
    await editor.runCommand('Muxgate: Set Access Key');
    await editor.pick('Remove the key');
    await until('no key to be needed', async () => /^strong\//.test(await askModel(editor.gatewayUrl)));
    await editor.runCommand('View: Close All Editors');
  });

  it('store an API key for the endpoint that it was typed for, and send it there', async () => {
    await editor.evaluate(async (vscode, endpoint: string) => {
      const settings = vscode.workspace.getConfiguration('muxgate');
      const providers = settings.inspect<Record<string, object>>('providers')?.globalValue;
      const keyed = { type: 'openai-compatible', endpoint, auth: 'api-key', models: ['m'] };
      await settings.update('providers', { ...providers, keyed }, vscode.ConfigurationTarget.Global);
    }, `${upstream.url}/v1`);
    await editor.runCommand('Muxgate: Set API Key');
    await editor.pick('keyed');
    await editor.quickInput.getByText('API key of keyed').waitFor();
    await editor.answer('sk-typed-in');
    await editor.page.getByText('Key of keyed stored').first().waitFor();
    // The provider answers without a key, too: the first request may be quicker than the key.
    await until('a request with the key', async () => {
      const answer = await fetch(`${editor.gatewayUrl}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'keyed/m', messages: [{ role: 'user', content: 'hi' }] }),
      });
      return answer.status === 200 && upstream.lastRequest.headers.authorization === 'Bearer sk-typed-in';
    });
  });

  it('restart the gateway', async () => {
    const pid = async (): Promise<number | undefined> => {
      const answer = await fetch(`${editor.gatewayUrl}/health`).catch(() => undefined);
      return ((await answer?.json()) as { pid: number } | undefined)?.pid;
    };
    const before = await pid();
    await editor.runCommand('Muxgate: Restart Gateway');
    await until('another process on the port', async () => {
      const now = await pid();
      return now !== undefined && now !== before;
    });
  });

  it('show the log', async () => {
    await editor.runCommand('Muxgate: Show Log');
    await editor.page.locator('.panel').getByRole('combobox').filter({ hasText: 'Muxgate' }).waitFor();
  });
});

describe('a provider found on this machine', () => {
  it('is added on a click and never by itself, and its model chosen for when no rule matches', async () => {
    const editor = await openVscode();
    try {
      await editor.waitForStatusBar('add a provider');
      await editor.evaluate(async (vscode) => {
        process.env['OPENAI_API_KEY'] = 'sk-from-the-environment';
        await vscode.commands.executeCommand('muxgate.restartGateway');
      });
      await editor.runCommand('Muxgate: Add Provider');
      await editor.quickPickRows().filter({ hasText: 'key in OPENAI_API_KEY' }).click();
      await editor.quickInput.getByText('Which model answers when no rule matches?').waitFor();
      const settings = await until('the provider in the user settings', () =>
        editor.evaluate(
          (vscode) => vscode.workspace.getConfiguration('muxgate').inspect('providers')?.globalValue,
        ),
      );
      assert.deepEqual(settings, { openai: { type: 'openai', apiKey: '${env:OPENAI_API_KEY}' } });
    } finally {
      await editor.close();
    }
  });
});

describe('a workspace that comes with a folder', () => {
  let upstream: FakeUpstream;
  let editor: Editor;
  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ settings: muxgateSettings(upstream) });
    await editor.waitForStatusBar('nested');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  /** What a cloned repository could bring. */
  async function writeFolderSettings(model: string): Promise<void> {
    await editor.evaluate(async (vscode, folderModel: string) => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const settings = vscode.workspace.getConfiguration('muxgate', folder);
      const target = vscode.ConfigurationTarget.WorkspaceFolder;
      await settings.update('workspaces', { team: { model: folderModel } }, target);
      await settings.update('activeWorkspace', 'team', target);
    }, model);
  }

  const review = (): Promise<void> => editor.runCommand('Muxgate: Review Folder Workspace');
  const dialog = () => editor.page.locator('.monaco-dialog-box');

  it('is not used, and the status bar asks quietly for a review', async () => {
    await writeFolderSettings('strong/big');
    await editor.statusBarItem().locator('.codicon-shield').waitFor();
    assert.equal(await askModel(editor.gatewayUrl), 'strong/vendor/nested');
    assert.equal(await editor.notifications.count(), 0);
  });

  it('shows its models, and is used once the user has said so', async () => {
    await review();
    await dialog().getByText('strong/big').waitFor();
    await dialog().getByRole('button', { name: 'Use Workspace' }).click();
    await editor.waitForStatusBar('big');
    assert.equal(await askModel(editor.gatewayUrl), 'strong/big');
  });

  it('asks again when it changes, and can be ignored', async () => {
    await writeFolderSettings('strong/small');
    await editor.statusBarItem().locator('.codicon-shield').waitFor();
    await review();
    await dialog().getByText('strong/small').waitFor();
    await dialog().getByRole('button', { name: 'Ignore' }).click();
    await editor.statusBarItem().locator('.codicon-shield').waitFor({ state: 'detached' });
    assert.equal(await askModel(editor.gatewayUrl), 'strong/vendor/nested');
  });
});

describe('an untrusted folder', () => {
  it('says nothing until it is trusted', async () => {
    const upstream = await FakeUpstream.start();
    const settings = {
      ...muxgateSettings(upstream),
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    };
    const editor = await openVscode({ settings });
    try {
      await editor.waitForStatusBar('nested');
      assert.equal(await editor.evaluate((vscode) => vscode.workspace.isTrusted), false);
      const file = path.join(editor.folder ?? assert.fail('no folder'), '.vscode/settings.json');
      await editor.evaluate(async (vscode) => {
        const [folder] = vscode.workspace.workspaceFolders ?? [];
        await vscode.workspace
          .getConfiguration('muxgate', folder)
          .update('activeWorkspace', 'writing', vscode.ConfigurationTarget.WorkspaceFolder);
      });
      assert.match(await readFile(file, 'utf8'), /writing/);
      assert.equal(await askModel(editor.gatewayUrl), 'strong/vendor/nested');
      await editor.runCommand('Workspaces: Manage Workspace Trust');
      await editor.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
      await editor.waitForStatusBar('big');
    } finally {
      await editor.close();
      await upstream.close();
    }
  });
});
