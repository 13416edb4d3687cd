import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderFieldInfo } from '../../../../src/protocol/gatewayRequests.ts';
import type { ProviderDraft } from '../../model/providerDraft.ts';
import { emit, fieldValue } from '../events.ts';
import '../field.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** The fields that only the chosen type of provider has (region, project, token file …). Emits `mux-edit`. */
export class ProviderFields extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    fields: { attribute: false },
    problem: {},
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 16px;
      }
    `,
  ];
  declare draft: ProviderDraft;
  declare fields: readonly ProviderFieldInfo[];
  /** What is wrong with the first required field that is empty. */
  declare problem: string | undefined;

  override render(): TemplateResult {
    const missing = this.fields.find((field) => field.required === true && this.#value(field) === '');
    return html`${this.fields.map((field) =>
      this.#renderField(field, field === missing ? this.problem : undefined),
    )}`;
  }

  #renderField(field: ProviderFieldInfo, problem: string | undefined): TemplateResult {
    return html`
      <mux-field label=${field.label} hint=${field.hint} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${field.label}
          ?invalid=${problem !== undefined}
          .value=${this.#value(field)}
          @input=${(event: Event) =>
            emit(this, 'mux-edit', { fields: { ...this.draft.fields, [field.key]: fieldValue(event) } })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #value({ key }: ProviderFieldInfo): string {
    return this.draft.fields[key] ?? '';
  }
}

customElements.define('mux-provider-fields', ProviderFields);
