import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { formatTextList, parseTextList } from '../model/textLists.ts';
import './combobox.ts';
import { emit, fieldValue } from './events.ts';
import { sharedStyles } from './sharedStyles.ts';

/**
 * A list typed on one line, with suggestions where `choices` are given. What is typed stays as it is until the field is
 * left: reading and writing it again would take a comma at the end away. Emits `mux-items` with the texts.
 */
export class ListField extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    placeholder: {},
    items: { attribute: false },
    choices: { attribute: false },
    typed: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [sharedStyles];
  declare label: string;
  declare placeholder: string;
  declare items: readonly string[];
  declare choices: readonly string[] | undefined;
  declare typed: string | undefined;

  override render(): TemplateResult {
    const text = this.typed ?? formatTextList(this.items);
    if (this.choices !== undefined) {
      return html`
        <mux-combobox
          label=${this.label}
          placeholder=${this.placeholder}
          isList
          .value=${text}
          .groups=${[{ label: '', choices: this.choices.map((value) => ({ value, label: value })) }]}
          @mux-input=${(event: CustomEvent<string>) => this.#type(event.detail)}
          @focusout=${() => (this.typed = undefined)}
        ></mux-combobox>
      `;
    }
    return html`
      <vscode-textfield
        .label=${this.label}
        placeholder=${this.placeholder}
        title=${text}
        .value=${text}
        @input=${(event: Event) => this.#type(fieldValue(event))}
        @change=${() => (this.typed = undefined)}
      ></vscode-textfield>
    `;
  }

  #type(text: string): void {
    this.typed = text;
    emit(this, 'mux-items', parseTextList(text));
  }
}

customElements.define('mux-list-field', ListField);
