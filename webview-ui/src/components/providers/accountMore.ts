import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { accountFields, type AccountRow } from '../../model/accountDraft.ts';
import { loginFields, proofOf, proofs, withProof } from '../../model/accountLogin.ts';
import type { JsonObject } from '../../model/json.ts';
import { objectMember, withObjectMember } from '../../model/objectFields.ts';
import { limitFields } from '../../model/settingFields.ts';
import { emit, fieldValue } from '../events.ts';
import '../field.ts';
import '../objectFields.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** What few accounts need: another proof than a stored key, an endpoint, a budget, limits. Emits `mux-account`. */
export class AccountMore extends LitElement {
  static override properties: PropertyDeclarations = {
    row: { attribute: false },
    uses: { attribute: false },
    keyVariable: {},
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 12px;
      }
      .proof {
        max-width: 340px;
      }
    `,
  ];
  declare row: AccountRow;
  /** Routes' targets that use this account and no other. */
  declare uses: readonly string[];
  /** The variable that such a provider's key is mostly in. */
  declare keyVariable: string;

  override render(): TemplateResult {
    const { value } = this.row;
    const proof = proofOf(value);
    const fields = loginFields(proof);
    return html`
      <mux-field class="proof" label=${l10n.t('How it proves itself')}>
        <vscode-single-select
          label=${l10n.t('How it proves itself')}
          .value=${proof}
          @change=${(event: Event) => this.#setProof(fieldValue(event))}
        >
          ${proofs.map(
            ([one, text]) =>
              html`<vscode-option value=${one} ?selected=${one === proof}>${text}</vscode-option>`,
          )}
        </vscode-single-select>
      </mux-field>
      ${
        fields.length === 0
          ? nothing
          : html`<mux-object-fields
              .value=${value}
              .fields=${fields}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#emit(event.detail)}
            ></mux-object-fields>`
      }
      <mux-object-fields
        .value=${value}
        .fields=${accountFields}
        @mux-object=${(event: CustomEvent<JsonObject>) => this.#emit(event.detail)}
      ></mux-object-fields>
      <mux-object-fields
        .value=${objectMember(value, 'limits')}
        .fields=${limitFields}
        @mux-object=${(event: CustomEvent<JsonObject>) =>
          this.#emit(withObjectMember(value, 'limits', event.detail))}
      ></mux-object-fields>
      ${
        this.uses.length === 0
          ? nothing
          : html`<p class="muted">
              ${l10n.t('Used by {0}: broken when the account goes.', this.uses.join('; '))}
            </p>`
      }
    `;
  }

  #setProof(text: string): void {
    const proof = proofs.find(([one]) => one === text)?.[0] ?? 'stored';
    this.#emit(withProof(this.row.value, proof, this.keyVariable));
  }

  #emit(value: JsonObject): void {
    emit(this, 'mux-account', value);
  }
}

customElements.define('mux-account-more', AccountMore);
