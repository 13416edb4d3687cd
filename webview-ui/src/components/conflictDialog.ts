import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { SettingsConflict } from '../../../src/protocol/settingsChange.ts';
import { type ComparedLine, compareLines } from '../model/lineDifference.ts';
import { comparedPath, rebasedChanges } from '../model/rebase.ts';
import './dialog.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';

/** Shows what the page would write next to what the settings say by now. Nothing was written; the user decides. */
export class ConflictDialog extends StoreElement {
  static override styles = [
    sharedStyles,
    css`
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 12px;
        margin-top: 12px;
      }
      h3 {
        margin-bottom: 4px;
      }
      .json {
        overflow: auto;
        max-height: 45vh;
        padding: 8px 0;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-editor-background);
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: var(--vscode-editor-font-size, 12px);
      }
      .line {
        padding: 0 8px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        border-left: 3px solid transparent;
      }
      .mine .own {
        background: var(--vscode-diffEditor-insertedLineBackground, transparent);
        border-left-color: var(--vscode-editorGutter-addedBackground);
      }
      .theirs .own {
        background: var(--vscode-diffEditor-removedLineBackground, transparent);
        border-left-color: var(--vscode-editorGutter-deletedBackground);
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { conflict } = this.state;
    const { store } = this.actions;
    if (conflict === undefined) return nothing;
    const canOverwrite = rebasedChanges(conflict.changes, conflict.conflicts) !== undefined;
    return html`
      <mux-dialog
        heading=${l10n.t('The settings have changed meanwhile')}
        isWide
        @mux-cancel=${() => store.closeConflict()}
      >
        <p>
          ${
            canOverwrite
              ? l10n.t(
                  'Somebody, perhaps you in settings.json, changed what you are editing here. Nothing was written yet.',
                )
              : l10n.t(
                  'Another entry has this id by now. Nothing was written: go on editing, and choose another id.',
                )
          }
        </p>
        ${conflict.conflicts.map((one) => this.#renderConflict(one))}
        <vscode-button slot="actions" secondary @click=${() => store.closeConflict()}
          >${l10n.t('Go on Editing')}</vscode-button
        >
        <vscode-button slot="actions" secondary @click=${() => void store.takeSettings()}>
          ${l10n.t('Discard Mine')}
        </vscode-button>
        ${
          canOverwrite
            ? html`<vscode-button slot="actions" @click=${() => store.overwrite()}
                >${l10n.t('Overwrite with Mine')}</vscode-button
              >`
            : nothing
        }
      </mux-dialog>
    `;
  }

  #renderConflict({ path, current }: SettingsConflict): TemplateResult {
    const change = this.state.conflict?.changes.find((one) => comparedPath(one) === path);
    const [mine, theirs] = compareLines(jsonText(change?.value), jsonText(current));
    return html`
      <div class="sides">
        <section>
          <h3>${l10n.t('Yours')} <span class="muted mono">${path}</span></h3>
          <div class="json mine" tabindex="0" role="group" aria-label=${l10n.t('Your {0}', path)}>
            ${mine.map(renderLine)}
          </div>
        </section>
        <section>
          <h3>${l10n.t('In the settings now')}</h3>
          <div
            class="json theirs"
            tabindex="0"
            role="group"
            aria-label=${l10n.t('{0} in the settings', path)}
          >
            ${theirs.map(renderLine)}
          </div>
        </section>
      </div>
    `;
  }
}

function renderLine({ text, isOwn }: ComparedLine): TemplateResult {
  return html`<div class="line ${isOwn ? 'own' : ''}">${text}</div>`;
}

function jsonText(value: unknown): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value, undefined, 2);
}

customElements.define('mux-conflict-dialog', ConflictDialog);
