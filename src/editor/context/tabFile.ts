import * as vscode from 'vscode';
import { isWorkedOn } from './fileLocation.ts';

/**
 * The file that a tab shows: of a comparison the modified side. Undefined for tabs without one (terminals, webviews,
 * VS Code's own pages) and for its output channels.
 */
export function tabFile(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const uri = inputUri(tab?.input);
  return uri !== undefined && isWorkedOn(uri.scheme) ? uri : undefined;
}

function inputUri(input: unknown): vscode.Uri | undefined {
  if (
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
  ) {
    return input.uri;
  }
  if (input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff) {
    return input.modified;
  }
  return undefined;
}
