import type { Editor } from './editor.ts';

/** The user's settings.json of a test's VS Code: its text on disk, and edits as a user makes them. */
export class UserSettings {
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Absolute path of the file. */
  path(): Promise<string> {
    return this.#editor.evaluate(() => {
      const root = process.getBuiltinModule('node:path').dirname(process.env['MUXGATE_DATA_DIR'] ?? '');
      return `${root}/user/User/settings.json`;
    });
  }

  /** The text on disk right now. */
  async text(): Promise<string> {
    return this.#editor.evaluate(
      (_vscode, file: string) => process.getBuiltinModule('node:fs').readFileSync(file, 'utf8'),
      await this.path(),
    );
  }

  /** Writes the text behind VS Code's back, as another program does; code-server's VS Code does not notice. */
  async overwriteOnDisk(text: string): Promise<void> {
    await this.#editor.evaluate(
      (_vscode, change: { file: string; text: string }) =>
        process.getBuiltinModule('node:fs').writeFileSync(change.file, change.text),
      { file: await this.path(), text },
    );
  }

  /** Replaces the text in VS Code's own editor and saves it, as a user does, and closes that editor again. */
  async edit(text: string): Promise<void> {
    await this.#editor.evaluate(async (vscode, wanted: string) => {
      await vscode.commands.executeCommand('workbench.action.openSettingsJson');
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) throw new Error('settings.json did not open');
      const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
      await editor.edit((builder) => builder.replace(all, wanted));
      await editor.document.save();
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    }, text);
  }
}
