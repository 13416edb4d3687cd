import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConnectionPlan } from './connectionPlan.ts';
import { secretsMask } from './maskSecrets.ts';

const scheme = 'muxgate-change';

/** Shows what connecting a client would change as VS Code's own diff, which nobody can edit. Keys are covered. */
export class ChangePreview implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly #setShown: (isShown: boolean) => void;
  #answer: ((mayChange: boolean) => void) | undefined;

  /** @param setShown told whether a change waits for the user's word */
  constructor(setShown: (isShown: boolean) => void) {
    this.#setShown = setShown;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    });
  }

  /** Opens the diff of a plan; with several files, all in one. */
  async show(plan: ConnectionPlan): Promise<void> {
    const mask = secretsMask(plan);
    const pairs = plan.files.map((file) => ({
      named: file.named,
      before: this.#put(plan.client.id, 'before', file.named, mask(file.before ?? '')),
      after: this.#put(plan.client.id, 'after', file.named, mask(file.after)),
    }));
    const title = previewTitle(plan);
    const [first] = pairs;
    if (first === undefined) return;
    if (pairs.length === 1)
      await vscode.commands.executeCommand('vscode.diff', first.before, first.after, title, {
        preview: true,
      });
    else
      await vscode.commands.executeCommand(
        'vscode.changes',
        title,
        pairs.map(({ after, before }) => [after, before, after]),
      );
  }

  /**
   * Opens the diff of a plan and waits for the user's word: in the message, at the diff's title, or by its keys.
   * @returns false also when the diff is closed
   */
  async ask(plan: ConnectionPlan): Promise<boolean> {
    this.#answer?.(false);
    await this.show(plan);
    const title = previewTitle(plan);
    const answered = new Promise<boolean>((resolve) => (this.#answer = resolve));
    const answer = this.#answer;
    const closing = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.some((tab) => isTabOf(tab, title))) answer?.(false);
    });
    this.#setShown(true);
    // At the corner it covers nothing of the diff, and it goes when the question does.
    void vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t(
          '{0} will be changed as shown; what is there now is kept. [Connect](command:muxgate.makeShownChange)',
          plan.client.name,
        ),
        cancellable: true,
      },
      (_progress, token) => {
        token.onCancellationRequested(() => answer?.(false));
        return answered;
      },
    );
    try {
      return await answered;
    } finally {
      closing.dispose();
      if (this.#answer === answer) {
        this.#answer = undefined;
        this.#setShown(false);
      }
      await this.#close(title);
    }
  }

  /** The user's word, given at the diff itself. */
  accept(): void {
    this.#answer?.(true);
  }

  async #close(title: string): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(
      tabs.filter((tab) => isTabOf(tab, title)),
      true,
    );
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  /** The side is in the query, so that both have the file's name and with it its language. */
  #put(client: string, side: 'before' | 'after', named: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${client}/${path.basename(named)}`, query: side });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }
}

/** VS Code adds the number of files where there are several. */
function isTabOf(tab: vscode.Tab, title: string): boolean {
  return tab.label === title || tab.label.startsWith(`${title} (`);
}

function previewTitle({ client, files }: ConnectionPlan): string {
  const names = files.map(({ named }) => path.basename(named)).join(', ');
  return l10n.t('{0} → Muxgate: {1}', client.name, names);
}
