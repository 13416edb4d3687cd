import * as l10n from '@vscode/l10n';
import { parse, type ParseError } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { PickedFile } from '../../protocol/webviewMessages.ts';

const jsonFiles = { JSON: ['json', 'jsonc'] };
const csvFiles = { CSV: ['csv'] };

/**
 * Asks where to save a text, and saves it there.
 * @param name suggested; its ending says what kind of file it is
 * @returns the path as shown to people; undefined when the user changed his mind
 * @throws the file system's error
 */
export async function saveTextFile(name: string, text: string): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: l10n.t('Save {0}', name),
    defaultUri: folder === undefined ? undefined : vscode.Uri.joinPath(folder, name),
    filters: name.endsWith('.csv') ? csvFiles : jsonFiles,
  });
  if (uri === undefined) return undefined;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.workspace.asRelativePath(uri);
}

/** Asks for a JSON file (comments allowed) and reads it. */
export async function pickJsonFile(): Promise<PickedFile> {
  const [uri] =
    (await vscode.window.showOpenDialog({ title: l10n.t('Import Muxgate Settings'), filters: jsonFiles })) ??
    [];
  if (uri === undefined) return { outcome: 'cancelled' };
  const name = vscode.workspace.asRelativePath(uri);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
    const errors: ParseError[] = [];
    const value: unknown = parse(text, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error === undefined) return { outcome: 'read', name, value };
    const line = text.slice(0, error.offset).split('\n').length;
    return { outcome: 'failed', name, message: l10n.t('It is not valid JSON: see line {0}.', line) };
  } catch (error) {
    return { outcome: 'failed', name, message: error instanceof Error ? error.message : String(error) };
  }
}
