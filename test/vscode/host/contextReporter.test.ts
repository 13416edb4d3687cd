import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ContextReporter } from '../../../src/editor/context/contextReporter.ts';
import { EditorLanguages } from '../../../src/editor/context/editorLanguages.ts';
import { startTimer } from '../../../src/editor/startTimer.ts';
import type { ContextMessage } from '../../../src/protocol/gatewayMessages.ts';
import { until } from '../../helpers/vscode/until.ts';

/** What a gateway would know by now, and every message that it got. */
class Listener {
  readonly messages: ContextMessage[] = [];
  readonly reporter = new ContextReporter({
    report: (changes) => this.messages.push(changes),
    startTimer,
  });

  get known(): Partial<ContextMessage> {
    return Object.assign({}, ...this.messages) as Partial<ContextMessage>;
  }

  get active(): string | undefined {
    return this.known.active?.path;
  }

  openPaths(): string[] {
    return (this.known.open ?? []).map(({ path }) => path);
  }

  visiblePaths(): string[] {
    return (this.known.visible ?? []).map(({ path }) => path);
  }

  /** Waits until the active file is this one; null: none. */
  async activeIs(path: string | null): Promise<void> {
    await until(
      `${path ?? 'no file'} to be active, not ${JSON.stringify(this.known.active)}`,
      () => this.known.active !== undefined && (this.known.active?.path ?? null) === path,
    );
  }
}

function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'no folder is open');
  return first.uri;
}

function file(path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), path);
}

async function show(path: string, column = vscode.ViewColumn.One): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(path));
  await vscode.window.showTextDocument(document, { viewColumn: column, preview: false });
  return document;
}

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const notebook = {
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Sales'] },
    { cell_type: 'code', metadata: {}, source: ['print(1)'], outputs: [], execution_count: null },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe('the editor context', () => {
  let listener: Listener;

  before(async () => {
    await vscode.workspace.fs.writeFile(file('logo.png'), Buffer.from(pixel, 'base64'));
    await vscode.workspace.fs.writeFile(file('sales.ipynb'), Buffer.from(JSON.stringify(notebook)));
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    listener = new Listener();
    await listener.activeIs(null);
  });
  afterEach(async () => {
    listener.reporter.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is told whole first, with the folders', () => {
    const [first] = listener.messages;
    assert.deepEqual(Object.keys(first ?? {}).toSorted(), [
      'active',
      'diagnostics',
      'focusedAtMs',
      'folders',
      'open',
      'processes',
      'type',
      'visible',
    ]);
    assert.deepEqual(first?.folders, [{ name: 'sample', path: folder().path, uri: folder().toString() }]);
  });

  it('has the active file with its folder, language and absolute path', async () => {
    await show('web/cart.js');
    await listener.activeIs('web/cart.js');
    assert.deepEqual(listener.known.active, {
      path: 'web/cart.js',
      folder: folder().path,
      languageId: 'javascript',
      absolutePath: file('web/cart.js').path,
    });
  });

  it('tells only who is active and visible when the user moves between open files', async () => {
    await show('web/cart.js');
    await show('README.md');
    await listener.activeIs('README.md');
    await until('both tabs', () => listener.openPaths().length === 2);
    const before = listener.messages.length;
    await show('web/cart.js');
    await listener.activeIs('web/cart.js');
    const keys = listener.messages.slice(before).flatMap((message) => Object.keys(message));
    assert.deepEqual([...new Set(keys)].toSorted(), ['active', 'type', 'visible']);
  });

  it('tells the open files anew when one is closed', async () => {
    await show('web/cart.js');
    await show('README.md');
    await until('both tabs', () => listener.openPaths().length === 2);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('the one that is left', () => listener.openPaths().join() === 'web/cart.js');
  });

  it('tells the open files anew when one behind has another language', async () => {
    const document = await show('README.md');
    await show('web/cart.js');
    await listener.activeIs('web/cart.js');
    const told = (): (string | undefined)[] =>
      (listener.known.open ?? []).map(({ languageId }) => languageId);
    await until('both tabs', () => told().join() === 'markdown,javascript');
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until('the new language', () => told().join() === 'plaintext,javascript');
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
  });

  it('has every visible file of a split editor, and all open tabs', async () => {
    await show('web/cart.js');
    await show('docs/guide.md');
    await show('server/main.go', vscode.ViewColumn.Two);
    await listener.activeIs('server/main.go');
    assert.deepEqual(listener.visiblePaths(), ['docs/guide.md', 'server/main.go']);
    assert.deepEqual(listener.openPaths(), ['web/cart.js', 'docs/guide.md', 'server/main.go']);
  });

  it('takes the modified side of a comparison', async () => {
    await vscode.commands.executeCommand('vscode.diff', file('README.md'), file('docs/guide.md'), 'compare');
    await listener.activeIs('docs/guide.md');
    assert.deepEqual(listener.openPaths(), ['docs/guide.md']);
  });

  it('has an untitled file with its language', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'sql', content: 'select 1' });
    await vscode.window.showTextDocument(document);
    await listener.activeIs(document.uri.path);
    assert.equal(listener.known.active?.languageId, 'sql');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('follows a change of language', async () => {
    const document = await show('README.md');
    await listener.activeIs('README.md');
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until('the new language', () => listener.known.active?.languageId === 'plaintext');
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
  });

  it('has a notebook, with the language of its code', async () => {
    const document = await vscode.workspace.openNotebookDocument(file('sales.ipynb'));
    await vscode.window.showNotebookDocument(document);
    await listener.activeIs('sales.ipynb');
    await until('its language', () => listener.known.active?.languageId === 'python');
  });

  it('has a file that a custom editor shows', async () => {
    await vscode.commands.executeCommand('vscode.open', file('logo.png'));
    await listener.activeIs('logo.png');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom, 'VS Code shows pictures in a custom editor');
  });

  it('has no active file when a page of VS Code is in front, and keeps what is open behind it', async () => {
    await show('README.md');
    await listener.activeIs('README.md');
    await vscode.commands.executeCommand('workbench.action.openSettings2');
    await listener.activeIs(null);
    assert.deepEqual(listener.openPaths(), ['README.md']);
  });

  it('keeps the active file while the output panel has the focus', async () => {
    await show('README.md');
    await listener.activeIs('README.md');
    const before = listener.messages.length;
    const output = vscode.window.createOutputChannel('context test');
    output.appendLine('x');
    output.show(false);
    await until(
      'the focus in the output',
      () => vscode.window.activeTextEditor?.document.uri.scheme === 'output',
    );
    await show('web/cart.js');
    await listener.activeIs('web/cart.js');
    const actives = listener.messages
      .slice(before)
      .flatMap(({ active }) => (active === undefined ? [] : [active]));
    assert.deepEqual(
      actives.map((active) => active?.path),
      ['web/cart.js'],
    );
    output.dispose();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('follows a rename', async () => {
    await vscode.workspace.fs.writeFile(file('draft.txt'), Buffer.from('x'));
    await show('draft.txt');
    await listener.activeIs('draft.txt');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(file('draft.txt'), file('final.md'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await listener.activeIs('final.md');
    await until('its new language', () => listener.known.active?.languageId === 'markdown');
    assert.deepEqual(listener.openPaths(), ['final.md']);
  });

  it('tells what VS Code reports for the active file, as it changes', async () => {
    const problems = vscode.languages.createDiagnosticCollection('muxgate-test');
    try {
      await show('web/cart.js');
      await listener.activeIs('web/cart.js');
      const range = new vscode.Range(0, 0, 0, 1);
      problems.set(file('web/cart.js'), [
        new vscode.Diagnostic(range, 'one', vscode.DiagnosticSeverity.Error),
        new vscode.Diagnostic(range, 'two', vscode.DiagnosticSeverity.Warning),
        new vscode.Diagnostic(range, 'three', vscode.DiagnosticSeverity.Hint),
      ]);
      await until('the error to be told', () => (listener.known.diagnostics?.errors ?? 0) >= 1);
      assert.ok((listener.known.diagnostics?.warnings ?? 0) >= 1);
      const told = listener.known.diagnostics?.errors ?? 0;
      problems.clear();
      await until('the error to be gone', () => (listener.known.diagnostics?.errors ?? told) === told - 1);
    } finally {
      problems.dispose();
    }
  });

  it('tells the git branch of each folder', async () => {
    await until('the branch to be known', () => listener.known.folders?.[0]?.branch !== undefined);
  });

  it('tells nothing more once disposed', async () => {
    listener.reporter.dispose();
    const before = listener.messages.length;
    await show('README.md');
    await until('the editor', () => vscode.window.activeTextEditor);
    assert.equal(listener.messages.length, before);
  });
});

describe('the language of a tab that was restored but not loaded', () => {
  it('is known by what extensions contribute', () => {
    const languages = new EditorLanguages(() => undefined);
    assert.equal(languages.languageOf(vscode.Uri.file('/elsewhere/a.py')), 'python');
    assert.equal(languages.languageOf(vscode.Uri.file('/elsewhere/Makefile')), 'makefile');
    assert.equal(languages.languageOf(vscode.Uri.file('/elsewhere/a.nothing')), undefined);
    languages.dispose();
  });
});
