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

  constructor() {
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

  /** Closes the diff of a plan where it is open. */
  async close(plan: ConnectionPlan): Promise<void> {
    const title = previewTitle(plan);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(
      tabs.filter((tab) => tab.label === title),
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

function previewTitle({ client, files }: ConnectionPlan): string {
  const names = files.map(({ named }) => path.basename(named)).join(', ');
  return l10n.t('{0} → Muxgate: {1}', client.name, names);
}
