import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { JsonObject } from '../model/json.ts';
import type { ChoiceGroup } from '../model/modelChoices.ts';
import {
  fieldChoices,
  fieldProblem,
  fieldText,
  isSwitchedOn,
  type NumberField,
  type ObjectField,
  withFieldText,
  withSwitch,
} from '../model/objectFields.ts';
import './combobox.ts';
import { emit, fieldValue, isChecked } from './events.ts';
import './field.ts';
import { controlStyles } from './controlStyles.ts';
import { sharedStyles } from './sharedStyles.ts';

/** The fields of a settings object, side by side where there is room. Emits `mux-object` with the changed object. */
export class ObjectFields extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    fields: { attribute: false },
    models: { attribute: false },
    isPlain: { type: Boolean, reflect: true },
    typed: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
        gap: 14px 16px;
        align-items: start;
      }
      :host([isPlain]) {
        grid-template-columns: repeat(auto-fit, minmax(46px, 1fr));
        gap: 6px;
      }
      .caption {
        display: none;
        font-size: 0.92em;
        color: var(--vscode-descriptionForeground);
      }
      /* Where no heading stands above the column. */
      @media (max-width: 640px) {
        :host([isPlain].captioned) {
          grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
        }
        :host(.captioned) .caption {
          display: block;
        }
      }
      .switch {
        grid-column: 1 / -1;
      }
      .switch p {
        margin: 0 0 0 27px;
      }
      .suggestions {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        margin-top: 4px;
      }
    `,
  ];
  declare value: JsonObject;
  declare fields: readonly ObjectField[];
  /** Suggestions for fields that name a model. */
  declare models: readonly ChoiceGroup[] | undefined;
  /** Without captions, as part of a condition. */
  declare isPlain: boolean;
  /** What is being typed into a field: reading and writing it again would change it (`0.`). */
  declare typed: { readonly key: string; readonly text: string } | undefined;

  override render(): TemplateResult {
    return html`${this.fields.map((field) => this.#renderField(field))}`;
  }

  #renderField(field: ObjectField): TemplateResult {
    switch (field.kind) {
      case 'switch':
        return html`
          <div class="switch">
            <vscode-checkbox
              label=${field.label}
              ?checked=${isSwitchedOn(this.value, field)}
              @change=${(event: Event) => this.#emit(withSwitch(this.value, field, isChecked(event)))}
            ></vscode-checkbox>
            ${field.hint === undefined ? nothing : html`<p class="muted">${field.hint}</p>`}
          </div>
        `;
      case 'choice':
      case 'decision': {
        const { options, chosen } = fieldChoices(this.value, field);
        return html`
          <mux-field label=${field.label} hint=${field.hint ?? nothing}>
            <vscode-single-select
              label=${field.label}
              .value=${chosen}
              @change=${(event: Event) => this.#emit(withFieldText(this.value, field, fieldValue(event)))}
            >
              ${options.map(
                ([value, text]) =>
                  html`<vscode-option value=${value} ?selected=${value === chosen}>${text}</vscode-option>`,
              )}
            </vscode-single-select>
          </mux-field>
        `;
      }
      case 'model':
        return html`
          <mux-field
            label=${field.label}
            hint=${field.hint ?? nothing}
            error=${this.#problem(field) ?? nothing}
          >
            <mux-combobox
              label=${field.label}
              placeholder=${field.byDefault ?? ''}
              .value=${fieldText(this.value, field)}
              .groups=${this.models ?? []}
              .isInvalid=${this.#problem(field) !== undefined}
              @mux-input=${(event: CustomEvent<string>) =>
                this.#emit(withFieldText(this.value, field, event.detail))}
            ></mux-combobox>
          </mux-field>
        `;
      case 'count':
      case 'amount':
      case 'share':
      case 'seconds':
      case 'price':
        return this.#renderText(field, field.suggestions);
      case 'text':
      case 'list':
        return this.#renderText(field);
    }
  }

  #renderText(
    field: Exclude<ObjectField, { kind: 'switch' | 'choice' | 'decision' }>,
    suggestions: NumberField['suggestions'] = [],
  ): TemplateResult {
    const problem = this.#problem(field);
    const text = this.typed?.key === field.key ? this.typed.text : fieldText(this.value, field);
    const control = html`
      <vscode-textfield
        .label=${field.label}
        placeholder=${field.byDefault ?? ''}
        title=${problem ?? (this.isPlain ? field.label : nothing)}
        ?invalid=${problem !== undefined}
        .value=${live(text)}
        @input=${(event: Event) => this.#type(field, fieldValue(event))}
        @focusout=${() => (this.typed = undefined)}
      ></vscode-textfield>
    `;
    if (this.isPlain) {
      return html`<div><span class="caption" aria-hidden="true">${field.label}</span>${control}</div>`;
    }
    return html`
      <mux-field label=${field.label} hint=${field.hint ?? nothing} error=${problem ?? nothing}>
        ${control}
        ${
          suggestions.length === 0
            ? nothing
            : html`<div class="suggestions">
                ${suggestions.map(
                  (suggestion) =>
                    html`<button
                      class="link-button"
                      type="button"
                      aria-label="${field.label}: ${suggestion}"
                      @click=${() => this.#emit(withFieldText(this.value, field, String(suggestion)))}
                    >
                      ${suggestion}
                    </button>`,
                )}
              </div>`
        }
      </mux-field>
    `;
  }

  /** Nobody wants to be told off while typing. */
  #problem(field: ObjectField): string | undefined {
    return this.typed?.key === field.key ? undefined : fieldProblem(this.value, field);
  }

  #type(field: ObjectField, text: string): void {
    this.typed = { key: field.key, text };
    this.#emit(withFieldText(this.value, field, text));
  }

  #emit(value: JsonObject): void {
    emit(this, 'mux-object', value);
  }
}

customElements.define('mux-object-fields', ObjectFields);
