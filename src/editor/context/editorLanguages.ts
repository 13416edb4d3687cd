import * as vscode from 'vscode';
import { type LanguageContribution, LanguageByName } from './languageByName.ts';

const notebookCellScheme = 'vscode-notebook-cell';

/**
 * The language id of every file that a tab shows, loaded or not: of the loaded document, of a notebook that of its code, else by
 * name. What is loaded is followed by its events, since VS Code makes the list of all documents anew whenever it is asked.
 */
export class EditorLanguages {
  readonly #onChange: () => void;
  readonly #loaded = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable;
  #byName: LanguageByName | undefined;

  /** @param onChange some file has another language now */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    const { extensions, workspace } = vscode;
    this.#subscriptions = vscode.Disposable.from(
      // A document is also "closed" and "opened" when its language changes.
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#set(uri, undefined)),
      workspace.onDidOpenNotebookDocument((notebook) => this.#set(notebook.uri, notebookLanguage(notebook))),
      workspace.onDidCloseNotebookDocument(({ uri }) => this.#set(uri, undefined)),
      extensions.onDidChange(() => this.#forgetNames()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.associations')) this.#forgetNames();
      }),
    );
    for (const { uri, languageId } of workspace.textDocuments) this.#loaded.set(uri.toString(), languageId);
    for (const { uri, language } of openNotebooks()) this.#loaded.set(uri.toString(), language);
  }

  languageOf(uri: vscode.Uri): string | undefined {
    const known = this.#loaded.get(uri.toString());
    if (known !== undefined) return known;
    this.#byName ??= readContributions();
    return this.#byName.languageOf(uri.path);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #opened({ uri, languageId }: vscode.TextDocument): void {
    this.#set(uri, languageId);
    // The language of a notebook may follow that of its cells.
    if (uri.scheme === notebookCellScheme)
      for (const notebook of openNotebooks()) this.#set(notebook.uri, notebook.language);
  }

  #set(uri: vscode.Uri, language: string | undefined): void {
    const before = this.languageOf(uri);
    if (language === undefined) this.#loaded.delete(uri.toString());
    else this.#loaded.set(uri.toString(), language);
    if (this.languageOf(uri) !== before) this.#onChange();
  }

  /** What manifests and `files.associations` say is read again when needed. */
  #forgetNames(): void {
    this.#byName = undefined;
    this.#onChange();
  }
}

function openNotebooks(): { uri: vscode.Uri; language: string }[] {
  return vscode.workspace.notebookDocuments.flatMap((notebook) => {
    const language = notebookLanguage(notebook);
    return language === undefined ? [] : [{ uri: notebook.uri, language }];
  });
}

function notebookLanguage(notebook: vscode.NotebookDocument): string | undefined {
  const code = notebook.getCells().find((cell) => cell.kind === vscode.NotebookCellKind.Code);
  return code?.document.languageId;
}

interface Manifest {
  readonly contributes?: { readonly languages?: readonly LanguageContribution[] };
}

function readContributions(): LanguageByName {
  const contributions = vscode.extensions.all.flatMap(
    (extension) => (extension.packageJSON as Manifest).contributes?.languages ?? [],
  );
  const associations = vscode.workspace.getConfiguration('files').get<Record<string, string>>('associations');
  return new LanguageByName(contributions, associations);
}
