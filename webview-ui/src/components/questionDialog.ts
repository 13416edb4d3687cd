import * as l10n from '@vscode/l10n';
import { css, html, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { Question } from '../state/appState.ts';
import './dialog.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';

/** Asks before something is done that cannot be taken back. */
export class QuestionDialog extends StoreElement {
  static override styles = [
    sharedStyles,
    css`
      p {
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): TemplateResult {
    const question: Question = this.state.question ?? {
      title: '',
      lines: [],
      confirm: '',
      run: () => undefined,
    };
    const cancel = (): void => this.actions.store.update({ question: undefined });
    return html`
      <mux-dialog heading=${question.title} @mux-cancel=${cancel}>
        ${question.lines.map((line) => html`<p>${line}</p>`)}
        <vscode-button slot="actions" secondary @click=${cancel}>${l10n.t('Cancel')}</vscode-button>
        <vscode-button
          slot="actions"
          @click=${() => {
            cancel();
            question.run();
          }}
          >${question.confirm}</vscode-button
        >
      </mux-dialog>
    `;
  }
}

customElements.define('mux-question-dialog', QuestionDialog);
