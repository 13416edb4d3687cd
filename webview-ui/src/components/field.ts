import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sharedStyles } from './sharedStyles.ts';
import { giveFocus } from './focus.ts';

/** A control with its caption above, and a hint or what is wrong below. The control itself has the caption as label. */
export class Field extends LitElement {
  static override properties: PropertyDeclarations = { label: {}, hint: {}, error: {} };
  static override styles = [
    sharedStyles,
    css`
      .caption {
        display: block;
        margin-bottom: 4px;
        font-weight: 600;
        cursor: default;
      }
      p {
        margin-top: 4px;
      }
    `,
  ];
  declare label: string;
  declare hint: string | undefined;
  declare error: string | undefined;

  override render(): TemplateResult {
    return html`
      <span class="caption" aria-hidden="true" @click=${() => giveFocus(this.#control)}>${this.label}</span>
      <slot></slot>
      <div aria-live="polite">
        ${this.error === undefined ? nothing : html`<p class="error">${this.error}</p>`}
      </div>
      ${this.hint === undefined ? nothing : html`<p class="muted">${this.hint}</p>`}
    `;
  }

  get #control(): HTMLElement | undefined {
    const control = this.firstElementChild;
    return control instanceof HTMLElement ? control : undefined;
  }
}

customElements.define('mux-field', Field);
