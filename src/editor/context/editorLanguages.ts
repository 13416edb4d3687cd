import * as vscode from 'vscode';
import { type LanguageContribution, LanguageByName } from './languageByName.ts';

/** The language id of every file that a tab shows, loaded or not. */
export class EditorLanguages {
  #byName: LanguageByName | undefined;

  /** Forgets what manifests and `files.associations` say; they are read again when needed. */
  forgetNames(): void {
    this.#byName = undefined;
  }

  /** Looks up the files of one moment: by the loaded document, a notebook by its code, else by name. */
  lookup(): (uri: vscode.Uri) => string | undefined {
    const loaded = new Map(
      vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.languageId]),
    );
    for (const notebook of vscode.workspace.notebookDocuments) {
      const language = notebookLanguage(notebook);
      if (language !== undefined) loaded.set(notebook.uri.toString(), language);
    }
    return (uri) => {
      const known = loaded.get(uri.toString());
      if (known !== undefined) return known;
      this.#byName ??= readContributions();
      return this.#byName.languageOf(uri.path);
    };
  }
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
