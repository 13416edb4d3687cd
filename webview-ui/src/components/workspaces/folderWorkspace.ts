import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { FolderWorkspace } from '../../model/folderWorkspaces.ts';
import { isJsonObject, type JsonObject, textListMember, textMember } from '../../model/json.ts';
import { ruleLine } from '../../model/ruleLine.ts';
import '../notice.ts';
import { sentence } from '../sentence.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import './workspaceActivation.ts';

/** A workspace that came with an opened folder: what it says, and the confirmation that it waits for. */
export class FolderWorkspaceView extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    workspace: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 16px;
      }
      li {
        padding: 8px 12px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 0;
      }
      li:first-child {
        border-radius: 6px 6px 0 0;
      }
      li:last-child {
        border-radius: 0 0 6px 6px;
      }
      li:only-child {
        border-radius: 6px;
      }
    `,
  ];
  declare workspace: FolderWorkspace;

  override render(): TemplateResult {
    const { title, id, from, value, unconfirmed, ignored } = this.workspace;
    const status = this.state.page?.status.workspaces.find((one) => one.id === id && one.origin === 'folder');
    const rules: JsonObject[] = Array.isArray(value['rules']) ? value['rules'].filter(isJsonObject) : [];
    return html`
      <div>
        <h2 class="break">${title}</h2>
        <p class="muted">
          ${l10n.t('Comes with {0}, and is changed there. Your own local-only rules hold in it too.', from)}
        </p>
      </div>
      ${ignored === undefined ? nothing : html`<mux-notice kind="info">${ignored}</mux-notice>`}
      ${
        unconfirmed === undefined || ignored !== undefined
          ? nothing
          : html`<mux-notice kind="warning">
              ${l10n.t('It takes no part before you confirm it. It sends requests to: {0}.', unconfirmed.models.join(', ') || l10n.t('nothing'))}
              <vscode-button slot="actions" @click=${() => this.actions.workspaces.confirm(unconfirmed.hash)}>
                ${l10n.t('Confirm')}
              </vscode-button>
            </mux-notice>`
      }
      ${
        unconfirmed === undefined && ignored === undefined
          ? html`<mux-workspace-activation
              .state=${this.state}
              .actions=${this.actions}
              .workspace=${{ draft: { savedId: id } }}
            ></mux-workspace-activation>`
          : nothing
      }
      <ol aria-label=${l10n.t('Rules')}>
        ${rules.map((rule, index) => renderRule(rule, ruleLine(rule, status?.rules[index]).text))}
      </ol>
      <p>
        ${sentence(
          l10n.t('When no rule matches: {0}'),
          html`<span class="mono">${textMember(value, 'model') || l10n.t('none')}</span>`,
        )}
        ${
          value['embeddingsModel'] === undefined
            ? nothing
            : html`·
              ${sentence(
                l10n.t('embeddings: {0}'),
                html`<span class="mono">${textMember(value, 'embeddingsModel')}</span>`,
              )}`
        }
      </p>
    `;
  }
}

function renderRule(rule: JsonObject, line: string): TemplateResult {
  const conditions = [
    textMember(rule, 'name'),
    textMember(rule, 'request'),
    textListMember(rule, 'files').join(', '),
    textListMember(rule, 'languages').join(', '),
    textListMember(rule, 'clients').join(', '),
    rule['localOnly'] === true ? l10n.t('local only') : '',
  ].filter((text) => text !== '');
  return html`
    <li>
      ${conditions.join(' · ') || l10n.t('any request')} →
      <span class="mono">${textMember(rule, 'model') || l10n.t('any local model')}</span>
      ${line === '' ? nothing : html`<div class="muted">${line}</div>`}
    </li>
  `;
}

customElements.define('mux-folder-workspace', FolderWorkspaceView);
