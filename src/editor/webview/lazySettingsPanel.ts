import * as vscode from 'vscode';
import type { PagePlace } from '../../protocol/webviewMessages.ts';
import type { SettingsCollaborators } from './collaborators.ts';
import type { SettingsPanel } from './settingsPanel.ts';
import { settingsViewType } from './settingsViewType.ts';

/** The settings page, whose code (checks of its messages included) runs only once it is shown: activation stays quick. */
export class LazySettingsPanel {
  readonly #collaborators: SettingsCollaborators;
  #panel: Promise<SettingsPanel> | undefined;

  constructor(collaborators: SettingsCollaborators) {
    this.#collaborators = collaborators;
    collaborators.context.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(settingsViewType, {
        deserializeWebviewPanel: async (panel: vscode.WebviewPanel) => {
          (await this.#load()).restore(panel);
        },
      }),
    );
  }

  /** Shows the settings page, at a certain place if one is given. */
  async open(place?: PagePlace): Promise<void> {
    (await this.#load()).open(place);
  }

  #load(): Promise<SettingsPanel> {
    this.#panel ??= import('./settingsPanel.ts').then(
      (module) => new module.SettingsPanel(this.#collaborators),
    );
    return this.#panel;
  }
}
