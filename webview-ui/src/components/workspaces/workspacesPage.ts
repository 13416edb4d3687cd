import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { listWorkspaces } from '../../model/drafts.ts';
import { folderWorkspaces } from '../../model/folderWorkspaces.ts';
import { controlStyles } from '../controlStyles.ts';
import { entryTabStyles } from '../entryTabStyles.ts';
import './folderWorkspace.ts';
import { pageStyles } from '../pageStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import './workspaceEditor.ts';

interface Tab {
  readonly key: string;
  readonly title: string;
  readonly id: string;
  readonly isUnsaved: boolean;
  readonly isFromFolder: boolean;
  readonly isActive: boolean;
}

/** The page of workspaces: which there are, and the shown one's rules. */
export class WorkspacesPage extends StoreElement {
  static override styles = [sharedStyles, controlStyles, pageStyles, entryTabStyles];

  override render(): TemplateResult {
    const { page, drafts, view } = this.state;
    if (page === undefined) return html``;
    const own = listWorkspaces(page.settings, drafts);
    const ofFolders = folderWorkspaces(page);
    const { activeWorkspace } = page.status;
    const tabs: Tab[] = [
      ...own.map(({ key, title, draft, isUnsaved }) => {
        const isActive = draft.savedId === activeWorkspace;
        return { key, title, id: draft.id, isUnsaved, isFromFolder: false, isActive };
      }),
      ...ofFolders.map(({ key, id, title, ignored, unconfirmed }) => {
        const isActive = id === activeWorkspace && ignored === undefined && unconfirmed === undefined;
        return { key, title, id, isUnsaved: false, isFromFolder: true, isActive };
      }),
    ];
    const shown =
      tabs.find(({ key }) => key === view.workspace) ??
      tabs.find(({ id }) => id === view.workspace) ??
      tabs.find(({ isActive }) => isActive) ??
      tabs[0];
    const workspace = own.find(({ key }) => key === shown?.key);
    const ofFolder = ofFolders.find(({ key }) => key === shown?.key);
    return html`
      <nav aria-label=${l10n.t('Workspaces')}>
        ${repeat(
          tabs,
          ({ key }) => key,
          (tab) => this.#renderTab(tab, tab.key === shown?.key),
        )}
        <vscode-button secondary icon="add" @click=${() => this.actions.workspaces.create()}
          >${l10n.t('New Workspace')}</vscode-button
        >
      </nav>
      ${
        workspace === undefined
          ? nothing
          : keyed(
              workspace.key,
              html`<mux-workspace-editor
                .state=${this.state}
                .actions=${this.actions}
                .workspace=${workspace}
              ></mux-workspace-editor>`,
            )
      }
      ${
        ofFolder === undefined
          ? nothing
          : html`<mux-folder-workspace
              .state=${this.state}
              .actions=${this.actions}
              .workspace=${ofFolder}
            ></mux-folder-workspace>`
      }
      ${shown === undefined ? renderEmpty() : nothing}
    `;
  }

  #renderTab({ key, title, isUnsaved, isFromFolder, isActive }: Tab, isShown: boolean): TemplateResult {
    return html`
      <button
        class="entry"
        aria-current=${isShown ? 'true' : 'false'}
        @click=${() => this.actions.workspaces.select(key)}
      >
        ${
          isActive
            ? html`<vscode-icon class="active" name="pass-filled" size="14" aria-hidden="true"></vscode-icon>`
            : nothing
        }
        ${isFromFolder ? html`<vscode-icon name="folder" size="14" aria-hidden="true"></vscode-icon>` : nothing}
        <span>${title}</span>
        ${isActive ? html`<span class="screen-reader">${l10n.t('(active)')}</span>` : nothing}
        ${
          isUnsaved
            ? html`<span class="dot" aria-hidden="true">●</span
                ><span class="screen-reader">${l10n.t('(unsaved)')}</span>`
            : nothing
        }
      </button>
    `;
  }
}

function renderEmpty(): TemplateResult {
  return html`
    <div class="empty">
      <h3>${l10n.t('No workspace yet')}</h3>
      <p class="muted">
        ${l10n.t('A workspace is a set of rules: which model answers which request, about which files, and the model for everything else. Until there is one, requests have to name their model.')}
      </p>
    </div>
  `;
}

customElements.define('mux-workspaces-page', WorkspacesPage);
