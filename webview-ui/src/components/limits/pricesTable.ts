import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { isJsonObject, type JsonObject, withMember } from '../../model/json.ts';
import type { ChoiceGroup } from '../../model/modelChoices.ts';
import { priceFields, type PriceRow, priceRows } from '../../model/prices.ts';
import '../combobox.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce, emit, fieldValue } from '../events.ts';
import { giveFocus } from '../focus.ts';
import '../field.ts';
import '../objectFields.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** The user's own prices, or the file that holds them. Emits `mux-prices` with the object, or the file's path. */
export class PricesTable extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    models: { attribute: false },
    typed: { state: true },
    problem: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      .list {
        margin-bottom: 8px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
      }
      .price {
        display: grid;
        grid-template-columns: minmax(140px, 1fr) minmax(0, 2.4fr) auto;
        gap: 4px 8px;
        align-items: center;
        padding: 5px 8px;
      }
      .heads {
        color: var(--vscode-descriptionForeground);
        font-size: 0.92em;
      }
      .heads > :nth-child(2) {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(46px, 1fr));
        gap: 6px;
      }
      .heads > :last-child {
        width: 24px;
      }
      .price + .price {
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .pattern {
        overflow-wrap: anywhere;
      }
      .add {
        display: grid;
        grid-template-columns: minmax(0, 320px) auto 1fr;
        gap: 8px;
        align-items: center;
      }
      .file {
        max-width: 480px;
        margin-top: 12px;
      }
      @media (max-width: 640px) {
        .heads {
          display: none;
        }
        .price {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .price mux-object-fields {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .add {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];
  /** An object by `provider/model`, or a path. */
  declare value: unknown;
  declare models: readonly ChoiceGroup[];
  /** The model of a row that is being added. */
  declare typed: string;
  declare problem: string | undefined;

  constructor() {
    super();
    this.typed = '';
  }

  override render(): TemplateResult {
    const file = typeof this.value === 'string' ? this.value : '';
    return html`
      ${file === '' ? this.#renderTable() : ''}
      <mux-field
        class="file"
        label=${l10n.t('Or a file that holds them')}
        hint=${l10n.t('A JSON file instead of a list here; empty: the list.')}
      >
        <vscode-textfield
          .label=${l10n.t('Or a file that holds them')}
          placeholder="~/prices.json"
          .value=${file}
          @change=${(event: Event) => this.#emit(fieldValue(event).trim() || this.#table)}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderTable(): TemplateResult {
    const rows = priceRows(this.#table);
    return html`
      ${
        rows.length === 0
          ? ''
          : html`<div class="price heads" aria-hidden="true">
                <span></span>
                <span>${priceFields.map(({ label }) => html`<span>${label}</span>`)}</span>
                <span></span>
              </div>
              <div class="list" role="list" aria-label=${l10n.t('Your prices')}>
                ${repeat(
                  rows,
                  ({ pattern }) => pattern,
                  (row) => this.#renderRow(row),
                )}
              </div>`
      }
      <div class="add">
        <mux-combobox
          label=${l10n.t('Model to price')}
          placeholder=${l10n.t('provider/model or openrouter/*')}
          .value=${this.typed}
          .groups=${this.models}
          .isInvalid=${this.problem !== undefined}
          @mux-input=${(event: CustomEvent<string>) => {
            this.typed = event.detail;
            this.problem = undefined;
          }}
        ></mux-combobox>
        <vscode-button secondary icon="add" @click=${() => void this.#add()}
          >${l10n.t('Add Price')}</vscode-button
        >
        <span class="error" role="status">${this.problem ?? ''}</span>
      </div>
    `;
  }

  #renderRow({ pattern, value, isPerThousand }: PriceRow): TemplateResult {
    return html`
      <div class="price" role="listitem" aria-label=${l10n.t('Price of {0}', pattern)}>
        <span class="pattern mono">${pattern}</span>
        ${
          isPerThousand
            ? html`<span class="muted">${l10n.t('By thousand tokens; edit it in settings.json.')}</span>`
            : html`<mux-object-fields
                isPlain
                class="captioned"
                .value=${value}
                .fields=${priceFields}
                @mux-object=${(event: CustomEvent<JsonObject>) =>
                  this.#emit(withMember(this.#table, pattern, event.detail))}
              ></mux-object-fields>`
        }
        <button
          class="icon-button"
          title=${l10n.t('Delete')}
          aria-label=${l10n.t('Delete: price of {0}', pattern)}
          @click=${() => this.#remove(pattern)}
        >
          <vscode-icon name="trash" aria-hidden="true"></vscode-icon>
        </button>
      </div>
    `;
  }

  async #add(): Promise<void> {
    const pattern = this.typed.trim();
    if (!/^[^/]+\/.+$/.test(pattern)) this.problem = l10n.t('A model as "provider/model", or a glob.');
    else if (Object.hasOwn(this.#table, pattern)) this.problem = l10n.t('There is a price for this already.');
    if (this.problem !== undefined) return;
    this.typed = '';
    this.#emit(withMember(this.#table, pattern, {}));
    announce(this, l10n.t('Price of {0} added', pattern));
    await this.updateComplete;
    const rows = this.renderRoot.querySelectorAll('.price');
    const fields = [...rows].at(-1)?.querySelector('mux-object-fields');
    // The fields have something to focus once they have rendered themselves.
    setTimeout(() => giveFocus(fields?.shadowRoot?.querySelector<HTMLElement>('vscode-textfield')));
  }

  #remove(pattern: string): void {
    this.#emit(withMember(this.#table, pattern, undefined));
    announce(this, l10n.t('Price of {0} deleted', pattern));
    giveFocus(this.renderRoot.querySelector<HTMLElement>('.add mux-combobox'));
  }

  get #table(): JsonObject {
    return isJsonObject(this.value) ? this.value : {};
  }

  #emit(value: unknown): void {
    emit(this, 'mux-prices', value);
  }
}

customElements.define('mux-prices-table', PricesTable);
