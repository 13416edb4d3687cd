import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type JsonObject, withMember } from '../../model/json.ts';
import type { KnownModels } from '../../model/knownModels.ts';
import { modelReferenceProblem } from '../../model/modelReference.ts';
import { type TierRow, tierRows, withTierEnabled, withTierModel } from '../../model/tiers.ts';
import '../combobox.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce, emit, fieldValue, isChecked } from '../events.ts';
import { giveFocus } from '../focus.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** The tiers: requested model names and what answers them. Emits `mux-tiers` with the changed table. */
export class TiersTable extends LitElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    known: { attribute: false },
    typed: { state: true },
    problem: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      table {
        width: 100%;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        border-spacing: 0;
      }
      th {
        padding: 4px 8px;
        font-weight: 600;
        text-align: start;
      }
      td {
        padding: 3px 8px;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        vertical-align: top;
      }
      .narrow {
        width: 1%;
        white-space: nowrap;
      }
      .pattern {
        width: 34%;
        overflow-wrap: anywhere;
        line-height: 26px;
      }
      .off {
        opacity: 0.75;
      }
      .add {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-top: 8px;
      }
      .add vscode-textfield {
        width: 220px;
        max-width: 100%;
      }
      p {
        margin-top: 2px;
      }
    `,
  ];
  declare value: JsonObject;
  declare known: KnownModels;
  /** The pattern of a row that is being added. */
  declare typed: string;
  declare problem: string | undefined;

  constructor() {
    super();
    this.typed = '';
  }

  override render(): TemplateResult {
    return html`
      <table aria-label=${l10n.t('Tiers')}>
        <thead>
          <tr>
            <th class="narrow">${l10n.t('On')}</th>
            <th>${l10n.t('Requested model')}</th>
            <th>${l10n.t('Answered by')}</th>
            <th class="narrow"><span class="screen-reader">${l10n.t('Delete')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            tierRows(this.value),
            ({ pattern }) => pattern,
            (row) => this.#renderRow(row),
          )}
        </tbody>
      </table>
      <div class="add">
        <vscode-textfield
          .label=${l10n.t('Requested model, for example *gpt-5*')}
          placeholder="*gpt-5*"
          ?invalid=${this.problem !== undefined}
          .value=${this.typed}
          @input=${(event: Event) => {
            this.typed = fieldValue(event);
            this.problem = undefined;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') void this.#add();
          }}
        ></vscode-textfield>
        <vscode-button secondary icon="add" @click=${() => void this.#add()}
          >${l10n.t('Add Tier')}</vscode-button
        >
        <span class="error" role="status">${this.problem ?? ''}</span>
      </div>
    `;
  }

  #renderRow({ pattern, model, isEnabled, isWritten }: TierRow): TemplateResult {
    const { groups, providerIds, routeIds } = this.known;
    const problem = model === '' ? undefined : modelReferenceProblem(model, providerIds, routeIds);
    return html`
      <tr>
        <td class="narrow">
          <vscode-checkbox
            ?checked=${isEnabled}
            ?disabled=${model === ''}
            title=${model === '' ? l10n.t('Choose what answers first') : l10n.t('On or off')}
            @change=${(event: Event) => this.#emit(withTierEnabled(this.value, pattern, isChecked(event)))}
            ><span class="screen-reader">${l10n.t('The tier {0} is on', pattern)}</span></vscode-checkbox
          >
        </td>
        <td class="pattern mono"><span class=${isEnabled ? '' : 'off'}>${pattern}</span></td>
        <td>
          <mux-combobox
            label=${l10n.t('Answers {0}', pattern)}
            placeholder=${l10n.t('provider/model or @route')}
            .value=${model}
            .groups=${groups}
            .isInvalid=${problem !== undefined}
            @mux-input=${(event: CustomEvent<string>) =>
              this.#emit(withTierModel(this.value, pattern, event.detail.trim()))}
          ></mux-combobox>
          ${problem === undefined ? nothing : html`<p class="error">${problem}</p>`}
        </td>
        <td class="narrow">
          ${
            isWritten
              ? html`<button
                  class="icon-button"
                  title=${l10n.t('Delete')}
                  aria-label=${l10n.t('Delete: tier {0}', pattern)}
                  @click=${() => this.#remove(pattern)}
                >
                  <vscode-icon name="trash" aria-hidden="true"></vscode-icon>
                </button>`
              : nothing
          }
        </td>
      </tr>
    `;
  }

  async #add(): Promise<void> {
    const pattern = this.typed.trim();
    if (pattern === '') this.problem = l10n.t('Name the requested model first, for example *gpt-5*.');
    else if (tierRows(this.value).some((row) => row.pattern === pattern))
      this.problem = l10n.t('There is a row for this already.');
    if (this.problem !== undefined) return;
    this.typed = '';
    this.#emit(withMember(this.value, pattern, {}));
    announce(this, l10n.t('Tier {0} added', pattern));
    await this.updateComplete;
    const fields = this.renderRoot.querySelectorAll<HTMLElement>('mux-combobox');
    giveFocus([...fields].find((field) => field.getAttribute('label') === `Answers ${pattern}`));
  }

  #remove(pattern: string): void {
    this.#emit(withMember(this.value, pattern, undefined));
    announce(this, l10n.t('Tier {0} deleted', pattern));
    giveFocus(this.renderRoot.querySelector<HTMLElement>('.add vscode-textfield'));
  }

  #emit(value: JsonObject): void {
    emit(this, 'mux-tiers', value);
  }
}

customElements.define('mux-tiers-table', TiersTable);
