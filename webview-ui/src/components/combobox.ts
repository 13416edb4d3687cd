import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Choice, type ChoiceGroup, filterChoices } from '../model/modelChoices.ts';
import { emit, fieldValue } from './events.ts';
import { sharedStyles } from './sharedStyles.ts';

/** More would make typing slow and help nobody; the rest is found by typing. */
const mostShown = 200;

/**
 * A text field with suggestions in groups: any text may be typed, and typing searches. With `isList` the text is a list
 * separated by commas, of which the last item is searched and completed. Emits `mux-input` with the text.
 */
export class Combobox extends LitElement {
  static override properties: PropertyDeclarations = {
    value: {},
    label: {},
    placeholder: {},
    groups: { attribute: false },
    isList: { type: Boolean },
    isInvalid: { type: Boolean },
    isOpen: { state: true },
    isSearching: { state: true },
    activeIndex: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        min-width: 0;
      }
      input {
        width: 100%;
        height: 26px;
        padding: 3px 22px 3px 5px;
        border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-settings-textInputBackground));
        border-radius: 4px;
        background: var(--vscode-settings-textInputBackground);
        color: var(--vscode-settings-textInputForeground);
        font: inherit;
        line-height: 18px;
        text-overflow: ellipsis;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
        opacity: 1;
      }
      input:focus {
        outline: none;
        border-color: var(--vscode-focusBorder);
      }
      input.invalid {
        border-color: var(--vscode-inputValidation-errorBorder);
      }
      vscode-icon {
        position: absolute;
        right: 4px;
        top: 6px;
        pointer-events: none;
      }
      .list {
        position: absolute;
        z-index: 10;
        left: 0;
        min-width: min(100%, 90vw);
        width: max-content;
        max-width: min(440px, 90vw);
        max-height: 280px;
        margin-top: 2px;
        padding: 4px 0;
        overflow: auto;
        border: 1px solid var(--vscode-settings-dropdownListBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-settings-dropdownBackground, var(--vscode-editorWidget-background));
        box-shadow: 0 2px 8px var(--vscode-widget-shadow);
      }
      .group {
        padding: 4px 8px 2px;
        font-size: 0.85em;
        color: var(--vscode-descriptionForeground);
      }
      .choice {
        display: flex;
        gap: 12px;
        justify-content: space-between;
        padding: 2px 8px;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .choice:hover {
        background: var(--vscode-list-hoverBackground);
        color: var(--vscode-list-hoverForeground, inherit);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .choice.active {
        background: var(--vscode-list-activeSelectionBackground);
        color: var(--vscode-list-activeSelectionForeground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .detail {
        flex: none;
        opacity: 0.75;
      }
      .more {
        padding: 4px 8px;
      }
    `,
  ];
  declare value: string;
  declare label: string;
  declare placeholder: string;
  declare groups: readonly ChoiceGroup[];
  declare isList: boolean;
  declare isInvalid: boolean;
  declare isOpen: boolean;
  /** The list shows what the text finds, not everything: the user has typed since it opened. */
  declare isSearching: boolean;
  declare activeIndex: number;

  constructor() {
    super();
    this.value = '';
    this.placeholder = '';
    this.groups = [];
    this.activeIndex = -1;
  }

  override render(): TemplateResult {
    const isOpen = this.isOpen && this.#shown.length > 0;
    return html`
      <input
        role="combobox"
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="list"
        aria-activedescendant=${isOpen && this.activeIndex >= 0 ? `choice-${this.activeIndex}` : nothing}
        aria-invalid=${this.isInvalid ? 'true' : 'false'}
        class=${this.isInvalid ? 'invalid' : ''}
        placeholder=${this.placeholder}
        title=${this.value}
        .value=${live(this.value)}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
        @mousedown=${() => this.#open()}
        @blur=${() => this.#close()}
      />
      <vscode-icon name="chevron-down" size="14" aria-hidden="true"></vscode-icon>
      ${isOpen ? this.#renderList() : nothing}
    `;
  }

  override updated(): void {
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  #renderList(): TemplateResult {
    const shown = this.#shown;
    const isCut = this.#found.reduce((count, group) => count + group.choices.length, 0) > shown.length;
    let index = 0;
    return html`
      <div class="list" id="list" role="listbox" aria-label=${this.label} @mousedown=${keepFocus}>
        ${this.#found.map((group) => {
          const choices = group.choices.slice(0, Math.max(0, mostShown - index));
          if (choices.length === 0) return nothing;
          return html`
            <div role="group" aria-label=${group.label}>
              ${group.label === '' ? nothing : html`<div class="group" aria-hidden="true">${group.label}</div>`}
              ${choices.map((choice) => this.#renderChoice(choice, index++))}
            </div>
          `;
        })}
        ${isCut ? html`<div class="more muted">${l10n.t('Type to find more.')}</div>` : nothing}
      </div>
    `;
  }

  #renderChoice(choice: Choice, index: number): TemplateResult {
    const isActive = index === this.activeIndex;
    return html`
      <div
        id="choice-${index}"
        role="option"
        aria-selected=${isActive ? 'true' : 'false'}
        class="choice ${isActive ? 'active' : ''}"
        @click=${() => this.#choose(choice)}
      >
        <span>${choice.label}</span>
        ${choice.detail === undefined ? nothing : html`<span class="detail">${choice.detail}</span>`}
      </div>
    `;
  }

  /** The part of the text that is searched: all of it, or a list's last item. */
  get #searched(): string {
    return this.isList ? (this.value.split(',').at(-1) ?? '').trim() : this.value;
  }

  get #found(): ChoiceGroup[] {
    return filterChoices(this.groups, this.isSearching ? this.#searched : '');
  }

  get #shown(): Choice[] {
    return this.#found.flatMap((group) => group.choices).slice(0, mostShown);
  }

  #onInput = (event: Event): void => {
    this.value = fieldValue(event);
    this.isOpen = true;
    this.isSearching = true;
    this.activeIndex = -1;
    emit(this, 'mux-input', this.value);
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const choice = this.isOpen ? this.#shown[this.activeIndex] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.isOpen) this.#open();
      const count = this.#shown.length;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (count > 0)
        this.activeIndex = (Math.max(this.activeIndex, step > 0 ? -1 : 0) + step + count) % count;
    } else if (event.key === 'Enter' && choice !== undefined) {
      event.preventDefault();
      this.#choose(choice);
    } else if (event.key === 'Escape' && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  };

  #open(): void {
    this.isOpen = true;
    this.isSearching = false;
    this.activeIndex = this.isList ? -1 : this.#shown.findIndex((choice) => choice.value === this.value);
  }

  #close(): void {
    this.isOpen = false;
    this.activeIndex = -1;
  }

  #choose(choice: Choice): void {
    const others = this.isList ? this.value.split(',').slice(0, -1) : [];
    const isAppended = this.isList && !this.isSearching && this.#searched !== '';
    const items = isAppended ? this.value.split(',') : others;
    this.value = [...items.map((item) => item.trim()), choice.value].join(', ');
    this.#close();
    emit(this, 'mux-input', this.value);
  }
}

/** A click into the list must not take the focus from the field. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

customElements.define('mux-combobox', Combobox);
