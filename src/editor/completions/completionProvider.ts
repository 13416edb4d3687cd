import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { Backoff } from '../link/backoff.ts';
import { type GatewayClient, GatewayRequestError } from '../link/gatewayClient.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import type { StartTimer } from '../startTimer.ts';
import { CompletionCache, type CursorText } from './completionCache.ts';
import { completionsEnabled } from './completionsEnabled.ts';

/** How much of the document goes with a question, in characters: what small models read before they get slow. */
const prefixLength = 6000;
const suffixLength = 2000;
/** Behind the cursor there is at most what editors close by themselves. */
const endOfLine = /^[\s)\]}>"'`;,]*$/;
const errorShownMs = 6000;

export interface CompletionProviderOptions {
  readonly gateway: Pick<GatewayClient, 'request'>;
  readonly startTimer: StartTimer;
  /** Time in ms. */
  readonly now: () => number;
  readonly log: Pick<vscode.LogOutputChannel, 'debug'>;
}

/** Code at the cursor from the workspace's model for `fim` requests. All work but the waiting is the gateway's. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider {
  readonly #options: CompletionProviderOptions;
  readonly #cache = new CompletionCache();
  readonly #backoff: Backoff;
  #pausedUntilMs = 0;

  constructor(options: CompletionProviderOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.now);
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[] | undefined> {
    if (!completionsEnabled(document)) return undefined;
    const selected = context.selectedCompletionInfo;
    const cursor = cursorText(document, position, selected);
    const isWanted = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    if (!isWanted && /^\w/.test(cursor.suffix)) return undefined;
    const text = this.#cache.find(cursor) ?? (await this.#ask(document, cursor, isWanted, token));
    if (text === undefined || text === '' || token.isCancellationRequested) return undefined;
    const range = selected?.range ?? new vscode.Range(position, position);
    return [new vscode.InlineCompletionItem((selected?.text ?? '') + text, range)];
  }

  async #ask(
    document: vscode.TextDocument,
    cursor: CursorText,
    isWanted: boolean,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    const { gateway, now, log } = this.#options;
    if (!isWanted) {
      if (now() < this.#pausedUntilMs) return undefined;
      if (!(await this.#rests(editorSetting('inlineCompletions.delayMs'), token))) return undefined;
    }
    const restOfLine = cursor.suffix.split(/\r?\n/, 1)[0] ?? '';
    const isMultiLine = editorSetting('inlineCompletions.multiLine', document) && endOfLine.test(restOfLine);
    const controller = new AbortController();
    const cancelled = token.onCancellationRequested(() => controller.abort());
    try {
      const { prefix, suffix } = cursor;
      const { text } = await gateway.request(
        'completeCode',
        { prefix, suffix, isMultiLine },
        { signal: controller.signal },
      );
      this.#backoff.reset();
      this.#cache.add(cursor, text);
      return text;
    } catch (error) {
      if (controller.signal.aborted || !(error instanceof GatewayRequestError)) return undefined;
      log.debug(`No code suggestion: ${error.message}`);
      this.#pausedUntilMs = now() + this.#backoff.crashed();
      if (isWanted) {
        const message = l10n.t('Muxgate has no code suggestion: {0}', error.message);
        vscode.window.setStatusBarMessage(message, errorShownMs);
      }
      return undefined;
    } finally {
      cancelled.dispose();
    }
  }

  /** Whether nothing was typed for so long. */
  #rests(delayMs: number, token: vscode.CancellationToken): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.#options.startTimer(delayMs, () => {
        cancelled.dispose();
        resolve(true);
      });
      const cancelled = token.onCancellationRequested(() => {
        stop();
        cancelled.dispose();
        resolve(false);
      });
    });
  }
}

/** The text around the cursor, with the entry of the suggestion list that is selected, if one is, as if it were taken. */
function cursorText(
  document: vscode.TextDocument,
  position: vscode.Position,
  selected: vscode.SelectedCompletionInfo | undefined,
): CursorText {
  const offset = document.offsetAt(position);
  const start = selected === undefined ? offset : document.offsetAt(selected.range.start);
  const textBetween = (from: number, to: number): string =>
    document.getText(new vscode.Range(document.positionAt(from), document.positionAt(to)));
  const taken = selected?.text ?? '';
  return {
    uri: document.uri.toString(),
    offset: start + taken.length,
    prefix: textBetween(Math.max(0, start - prefixLength), start) + taken,
    suffix: textBetween(offset, offset + suffixLength),
  };
}
