import * as vscode from 'vscode';

/**
 * Whether code is to be suggested in a document or language. Only the user turns it on: an opened folder, whose code would be
 * sent, may only turn it off.
 */
export function completionsEnabled(scope?: vscode.ConfigurationScope): boolean {
  const configuration = vscode.workspace.getConfiguration('muxgate', scope);
  const written = configuration.inspect<unknown>('inlineCompletions.enabled');
  const users = written?.globalLanguageValue ?? written?.globalValue;
  return users === true && configuration.get<unknown>('inlineCompletions.enabled') === true;
}
