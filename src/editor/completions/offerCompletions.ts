import * as vscode from 'vscode';
import type { CompletionProvider } from './completionProvider.ts';
import { completionsEnabled } from './completionsEnabled.ts';

/**
 * Registers the provider of completions where the user has turned them on: nowhere, in every language, or in some.
 * @param load gives the provider, which is made when code is asked for first
 */
export function offerCompletions(
  load: () => Promise<Pick<CompletionProvider, 'provideInlineCompletionItems'>>,
): vscode.Disposable {
  let offered: { readonly languages: string; readonly registration: vscode.Disposable } | undefined;
  const update = (): void => {
    const selector = enabledLanguages();
    const languages = JSON.stringify(selector);
    if (offered?.languages === languages) return;
    offered?.registration.dispose();
    offered =
      selector.length === 0
        ? undefined
        : {
            languages,
            registration: vscode.languages.registerInlineCompletionItemProvider(selector, {
              provideInlineCompletionItems: async (...asked) =>
                (await load()).provideInlineCompletionItems(...asked),
            }),
          };
  };
  update();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('muxgate.inlineCompletions.enabled')) update();
    }),
    { dispose: () => void offered?.registration.dispose() },
  );
}

/** Where it is on; a language that turns it off is told apart when it is asked for. */
function enabledLanguages(): vscode.DocumentFilter[] {
  if (completionsEnabled()) return [{ pattern: '**' }];
  const written = vscode.workspace.getConfiguration('muxgate').inspect('inlineCompletions.enabled');
  return (written?.languageIds ?? [])
    .filter((languageId) => completionsEnabled({ languageId }))
    .map((language) => ({ language }));
}
