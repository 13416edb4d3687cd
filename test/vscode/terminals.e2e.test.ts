import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { temporaryFolder } from '../helpers/temporaryFolder.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { muxgateSettings } from '../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

const run = promisify(execFile);

function pathWithout(...folders: readonly string[]): string {
  const entries = (process.env['PATH'] ?? '').split(path.delimiter);
  return entries.filter((folder) => !folders.includes(folder)).join(path.delimiter);
}

describe('terminals, the muxgate command, the doctor and the issue report', function () {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();
  let upstream: FakeUpstream;
  let editor: Editor;
  let terminalCount = 0;

  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({
      settings: { ...muxgateSettings(upstream), 'muxgate.terminal.environment': true },
      // The command must not go into a folder of the machine that runs the tests; with VSCODE_CLI no login shell adds any.
      env: { PATH: pathWithout('/usr/local/bin', '/opt/homebrew/bin'), VSCODE_CLI: '1' },
    });
    await editor.openFile('README.md');
    await editor.waitForStatusBar('small');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  /** The variables of a new terminal of a window. */
  async function environmentOf(window: Editor): Promise<Record<string, string>> {
    const file = path.join(folder, `environment-${++terminalCount}`);
    await window.evaluate((vscode, target: string) => {
      const script = 'env -0 > "$0.draft" && mv "$0.draft" "$0"';
      vscode.window.createTerminal({
        name: 'probe',
        shellPath: '/bin/sh',
        shellArgs: ['-c', script, target],
      });
    }, file);
    const text = await until('the variables', () => readFile(file, 'utf8').catch(() => undefined));
    const entries = text.split('\0').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    });
    return Object.fromEntries(entries);
  }

  /** The model that answers what an agent of a terminal sends. */
  async function answeredBy(environment: Record<string, string>): Promise<string | null> {
    const response = await fetch(`${environment['OPENAI_BASE_URL'] ?? ''}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${environment['OPENAI_API_KEY'] ?? ''}`,
      },
      body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Hello' }] }),
    });
    await response.text();
    return response.headers.get('x-muxgate-model');
  }

  it('an agent in a terminal finds its own window, whichever has the focus, and nothing is left when it is turned off', async () => {
    const other = path.join(folder, 'other');
    await mkdir(other);
    await writeFile(path.join(other, 'notes.txt'), 'x');
    const second = await editor.openWindow(other);
    await second.openFile('notes.txt');
    const first = await until('the address in a terminal', async () => {
      const environment = await environmentOf(editor);
      return environment['ANTHROPIC_BASE_URL'] !== undefined && environment;
    });
    const theirs = await until('the address in the other window', async () => {
      const environment = await environmentOf(second);
      return environment['ANTHROPIC_BASE_URL'] !== undefined && environment;
    });
    assert.match(first['ANTHROPIC_BASE_URL'] ?? '', new RegExp(`^${editor.gatewayUrl}/window/[\\w-]+$`));
    assert.equal(first['OPENAI_BASE_URL'], `${first['ANTHROPIC_BASE_URL'] ?? ''}/v1`);
    assert.notEqual(first['OPENAI_BASE_URL'], theirs['OPENAI_BASE_URL']);
    const models = await fetch(`${first['OPENAI_BASE_URL'] ?? ''}/models`);
    assert.equal(models.status, 200);
    assert.equal(await answeredBy(first), 'strong/small');
    await second.page.bringToFront();
    const elsewhere = await answeredBy(theirs);
    assert.notEqual(elsewhere, 'strong/small');
    assert.equal(await answeredBy(first), 'strong/small');
    await second.close();

    await editor.page.bringToFront();
    await editor.evaluate((vscode) =>
      vscode.workspace
        .getConfiguration('muxgate')
        .update('terminal.environment', false, vscode.ConfigurationTarget.Global),
    );
    await until('a terminal without the address', async () => {
      const environment = await environmentOf(editor);
      return !JSON.stringify(environment).includes('/window/');
    });
    await editor.evaluate((vscode) => vscode.window.terminals.forEach((terminal) => terminal.dispose()));
  });

  it('the doctor says how it stands, and its buttons do what they say', async () => {
    await editor.runCommand('Muxgate: Doctor');
    const page = await editor.webviewFrame('Muxgate Doctor');
    await page.getByRole('heading', { name: 'Muxgate Doctor' }).waitFor();
    await page.getByText(/Everything (works|is as it should be)|not work/).waitFor();
    await page.getByText(`This window serves 127.0.0.1:${editor.gatewayPort}.`).waitFor();
    await page.getByText(/“strong” answers in \d+ ms/).waitFor();
    await page.getByText('Terminals have no muxgate command.').waitFor();
    await page.getByRole('button', { name: "Install 'muxgate' Command" }).click();
    await editor.notifications.filter({ hasText: 'is not on the PATH' }).waitFor();
  });

  it('muxgate runs in a fresh shell that has no node, and is taken back', async () => {
    const home = await editor.evaluate(() => process.env['HOME'] ?? '');
    const bin = path.join(home, '.local', 'bin');
    // The doctor's button installed it.
    const options = { env: { PATH: bin, HOME: home, MUXGATE_DATA_DIR: path.join(folder, 'data') } };
    const { stdout } = await run('/bin/sh', ['-c', 'muxgate --version'], options);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    await editor.runCommand("Muxgate: Uninstall 'muxgate' Command");
    await until('the end of the command', () => !existsSync(path.join(bin, 'muxgate')));
    await editor.runCommand('View: Close All Editors');
  });

  it('an issue report is shown before anything leaves, without anything private', async () => {
    await editor.runCommand('Muxgate: Report an Issue');
    const offer = editor.notifications.filter({ hasText: 'Nothing has been sent' });
    await offer.waitFor();
    const text = await editor.evaluate((vscode) => vscode.window.activeTextEditor?.document.getText() ?? '');
    assert.match(text, /^## What happened[^]*## Diagnostics[^]*- provider-\d+ \(openai-compatible\)/);
    assert.match(text, /### Log\n\n~~~[^]*\[info\]/);
    const secrets = await editor.evaluate((vscode) => [
      process.env['HOME'] ?? '',
      vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '',
      'README.md',
      'strong/',
    ]);
    for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is in ${text}`);
    await offer.getByRole('button', { name: 'Copy' }).click();
    await editor.page.getByText('Report copied').first().waitFor();
    assert.equal(await editor.evaluate((vscode) => vscode.env.clipboard.readText()), text);
  });
});
