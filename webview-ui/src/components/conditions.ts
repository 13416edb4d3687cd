import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { type ConditionKey, conditionKeys, conditionNames } from '../model/conditions.ts';
import { type JsonObject, withMember } from '../model/json.ts';
import { renderCondition } from './conditionControls.ts';
import { controlStyles } from './controlStyles.ts';
import { announce, emit, fieldValue } from './events.ts';
import { giveFocus } from './focus.ts';
import { sharedStyles } from './sharedStyles.ts';

/**
 * Conditions of a rule or of a route's target: those that are there as fields, and a list to add others from. Emits
 * `mux-conditions` with the changed object.
 */
export class Conditions extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    elsewhere: { attribute: false },
    always: { attribute: false },
    languages: { attribute: false },
    opened: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(230px, 100%), 1fr));
        gap: 8px 12px;
        align-items: end;
      }
      .caption {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 20px;
        font-size: 0.9em;
        color: var(--vscode-descriptionForeground);
      }
      .caption .icon-button {
        width: 18px;
        height: 18px;
      }
      .condition {
        min-width: 0;
      }
      .time {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 6px;
      }
      .wide {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: 6px;
      }
    `,
  ];
  declare value: JsonObject;
  /** Those that are edited elsewhere. */
  declare elsewhere: readonly ConditionKey[];
  /** Those that are shown also when they ask for nothing, and cannot be taken away. */
  declare always: readonly ConditionKey[];
  declare languages: readonly string[];
  /** Those that were added here, which stay while they are empty. */
  declare opened: readonly ConditionKey[];

  constructor() {
    super();
    this.elsewhere = [];
    this.always = [];
    this.opened = [];
  }

  override render(): TemplateResult {
    const offered = conditionKeys.filter((key) => !this.elsewhere.includes(key));
    const shown = offered.filter(
      (key) => this.always.includes(key) || this.opened.includes(key) || this.value[key] !== undefined,
    );
    const others = offered.filter((key) => !shown.includes(key));
    return html`
      ${shown.map((key) => this.#renderShown(key))}
      <div class="condition">
        <vscode-single-select
          class="add"
          label=${l10n.t('Add a condition')}
          .value=${''}
          @change=${(event: Event) => void this.#add(event)}
        >
          <vscode-option value="" selected>${l10n.t('Add a condition…')}</vscode-option>
          ${others.map((key) => html`<vscode-option value=${key}>${conditionNames[key]}</vscode-option>`)}
        </vscode-single-select>
      </div>
    `;
  }

  #renderShown(key: ConditionKey): TemplateResult {
    const name = conditionNames[key];
    return html`
      <div class="condition" data-condition=${key}>
        <div class="caption">
          <span>${name}</span>
          ${
            this.always.includes(key)
              ? ''
              : html`<button
                  class="icon-button"
                  title=${l10n.t('Take this condition away')}
                  aria-label=${l10n.t('Take away the condition {0}', name)}
                  @click=${() => this.#remove(key)}
                >
                  <vscode-icon name="close" size="12" aria-hidden="true"></vscode-icon>
                </button>`
          }
        </div>
        ${renderCondition(key, {
          value: this.value,
          languages: this.languages,
          set: (member) => this.#set(key, member),
        })}
      </div>
    `;
  }

  async #add(event: Event): Promise<void> {
    const key = conditionKeys.find((one) => one === fieldValue(event));
    if (key === undefined) return;
    this.opened = [...this.opened, key];
    announce(this, l10n.t('Condition {0} added', conditionNames[key]));
    await this.updateComplete;
    const select = this.renderRoot.querySelector<HTMLElement & { value: string }>('.add');
    if (select !== null) select.value = '';
    const control = this.renderRoot.querySelector<HTMLElement>(
      `[data-condition='${key}'] :is(mux-list-field, mux-combobox, vscode-textfield, vscode-single-select)`,
    );
    // A field has something to focus once it has rendered itself.
    setTimeout(() => giveFocus(control));
  }

  #remove(key: ConditionKey): void {
    this.opened = this.opened.filter((one) => one !== key);
    this.#emit(withMember(this.value, key, undefined));
    announce(this, l10n.t('Condition {0} taken away', conditionNames[key]));
    giveFocus(this.renderRoot.querySelector<HTMLElement>('.add'));
  }

  /** One that is emptied while it is typed in stays where it is. */
  #set(key: ConditionKey, member: unknown): void {
    if (!this.opened.includes(key)) this.opened = [...this.opened, key];
    this.#emit(withMember(this.value, key, member));
  }

  #emit(value: JsonObject): void {
    emit(this, 'mux-conditions', value);
  }
}

customElements.define('mux-conditions', Conditions);
