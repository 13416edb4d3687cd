import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { OpenedSettings } from '../../../../src/protocol/webviewMessages.ts';
import type { ListedWorkspace } from '../../model/drafts.ts';
import { controlStyles } from '../controlStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** Where a workspace is in use: everywhere, or in opened folders that choose it; and the buttons that change that. */
export class WorkspaceActivation extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    workspace: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: center;
        min-height: 28px;
      }
      .active {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }
      .active vscode-icon {
        color: var(--vscode-testing-iconPassed);
      }
    `,
  ];
  declare workspace: Pick<ListedWorkspace, 'draft'>;

  override render(): TemplateResult | typeof nothing {
    const { page } = this.state;
    const { savedId } = this.workspace.draft;
    if (page === undefined) return nothing;
    if (savedId === undefined)
      return html`<div class="line muted">${l10n.t('Save the workspace to use it.')}</div>`;
    const isActive = page.status.activeWorkspace === savedId;
    const isUsersChoice = (page.settings.activeWorkspace ?? 'default') === savedId;
    const folders = page.opened.filter(({ scope }) => scope === 'folder');
    return html`
      <div class="line">
        ${
          isActive
            ? html`<span class="active">
                <vscode-icon name="pass-filled" aria-hidden="true"></vscode-icon>
                ${l10n.t('Active in this window')}
              </span>`
            : nothing
        }
        ${this.#renderPin(savedId)}
        ${
          isUsersChoice
            ? nothing
            : html`<vscode-button secondary @click=${() => this.actions.workspaces.activate(savedId)}>
                ${l10n.t('Activate')}
              </vscode-button>`
        }
        ${page.trusted ? folders.map((folder) => this.#renderFolder(folder, savedId)) : nothing}
      </div>
    `;
  }

  /** A choice of this window stands above all others; it is made and cleared in the switcher. */
  #renderPin(id: string): TemplateResult | typeof nothing {
    const pinned = this.state.page?.status.override.workspace;
    if (pinned === undefined) return nothing;
    const text =
      pinned === id
        ? l10n.t('Chosen for this window in the switcher.')
        : l10n.t('The switcher chose {0} for this window.', pinned);
    return html`<span class="muted">${text}</span>`;
  }

  #renderFolder(
    { folder, name, activeWorkspace }: OpenedSettings,
    id: string,
  ): TemplateResult | typeof nothing {
    const { workspaces } = this.actions;
    if (folder === undefined) return nothing;
    if (activeWorkspace === id) {
      return html`
        <span class="muted">${l10n.t('The folder {0} chooses it.', name)}</span>
        <button class="link-button" @click=${() => void workspaces.chooseForFolder(folder, undefined)}>
          ${l10n.t('Undo')}
        </button>
      `;
    }
    return html`
      <button class="link-button" @click=${() => void workspaces.chooseForFolder(folder, id)}>
        ${
          activeWorkspace === undefined
            ? l10n.t('Use in the folder {0}', name)
            : l10n.t('Use in the folder {0} instead of {1}', name, activeWorkspace)
        }
      </button>
    `;
  }
}

customElements.define('mux-workspace-activation', WorkspaceActivation);
