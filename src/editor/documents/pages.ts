import * as vscode from 'vscode';
import type { Markdown } from '../markdown.ts';

const scheme = 'muxgate';

/** Pages to read that are in no file: rendered Markdown. */
export class Pages {
  readonly #contents = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#contents.get(uri.path) ?? '',
    });
  }

  /** Opens a page, or the one with this title again with its new content. */
  async open(title: string, content: Markdown): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}.md` });
    this.#contents.set(uri.path, content.source);
    this.#changed.fire(uri);
    const canRender = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
    if (canRender) await vscode.commands.executeCommand('markdown.showPreview', uri);
    else await vscode.window.showTextDocument(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
