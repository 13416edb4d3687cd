import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { capabilityText, tokenText } from '../../../../src/protocol/capabilityText.ts';
import type { ModelStatus } from '../../../../src/protocol/status.ts';
import { type ModelRow, modelRows } from '../../model/modelRows.ts';
import { controlStyles } from '../controlStyles.ts';
import { fieldValue } from '../events.ts';
import { giveFocus } from '../focus.ts';
import './overrideEditor.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** More rows would make the page slow and help nobody; the rest is found by typing. */
const mostShown = 100;
/** A list that fits the page needs no search. */
const searchedFrom = 8;

/** The models of a provider, what each can do, and what the user knows better. */
export class ProviderModels extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    provider: {},
    searched: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      :host {
        max-width: 760px;
        margin-top: 28px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 8px;
      }
      vscode-textfield {
        margin-bottom: 8px;
      }
      ul {
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
      }
      li + li {
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .model {
        display: flex;
        gap: 2px 12px;
        align-items: center;
        padding: 4px 8px 4px 12px;
      }
      .model:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .names {
        display: flex;
        flex: 1 1 auto;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: baseline;
        min-width: 0;
      }
      .name {
        overflow-wrap: anywhere;
      }
      .note {
        padding: 8px 12px;
      }
    `,
  ];
  declare provider: string;
  declare searched: string;

  constructor() {
    super();
    this.searched = '';
  }

  /** The focus that was in the fields goes back to the button that opened them. */
  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.drafts.override;
    const { override } = this.state.drafts;
    if (before === undefined || override !== undefined) return;
    const opened = `[data-pattern="${CSS.escape(before.savedPattern ?? before.pattern)}"] .edit`;
    const button =
      this.renderRoot.querySelector<HTMLElement>(opened) ??
      this.renderRoot.querySelector<HTMLElement>('.add');
    giveFocus(button);
  }

  override render(): TemplateResult {
    const models = this.#models;
    const { override } = this.state.drafts;
    const rows = modelRows(this.provider, models, this.#overrides, this.searched);
    const isNew = override?.provider === this.provider && override.savedPattern === undefined;
    return html`
      <section aria-labelledby="heading">
        <div class="head">
          <h3 id="heading">${l10n.t('What its models can do')}</h3>
          <vscode-button secondary class="add" @click=${() => this.actions.overrides.add(this.provider)}>
            ${l10n.t('Override by Pattern')}
          </vscode-button>
        </div>
        ${models.length < searchedFrom ? nothing : this.#renderSearch()}
        <ul aria-labelledby="heading">
          ${isNew && !override.isOfModel ? html`<li>${this.#renderEditor(undefined)}</li>` : nothing}
          ${repeat(
            rows.slice(0, mostShown),
            ({ pattern }) => pattern,
            (row) => this.#renderRow(row),
          )}
          ${this.#renderNote(rows.length)}
        </ul>
      </section>
    `;
  }

  #renderSearch(): TemplateResult {
    return html`
      <vscode-textfield
        .label=${l10n.t('Search the models')}
        placeholder=${l10n.t('Search the models')}
        .value=${this.searched}
        @input=${(event: Event) => (this.searched = fieldValue(event))}
      ></vscode-textfield>
    `;
  }

  #renderNote(count: number): TemplateResult | typeof nothing {
    if (count > mostShown)
      return html`<li class="note muted">${l10n.t('Type to find the other {0}.', count - mostShown)}</li>`;
    if (count > 0) return nothing;
    return html`<li class="note muted">
      ${this.searched === '' ? l10n.t('No model is known yet.') : l10n.t('No such model.')}
    </li>`;
  }

  #renderRow(row: ModelRow): TemplateResult {
    const { pattern, label, model, isOverridden } = row;
    const { override } = this.state.drafts;
    const isOpen =
      override?.provider === this.provider && (override.savedPattern ?? override.pattern) === pattern;
    const { overrides } = this.actions;
    return html`
      <li data-pattern=${pattern}>
        <div class="model">
          <div class="names">
            <span class="name mono">${label}</span>
            ${isOverridden ? html`<span class="tag" title=${l10n.t('Your settings say something of it')}>${l10n.t('yours')}</span>` : nothing}
            <span class="muted">${model === undefined ? this.#patternText(pattern) : modelText(model)}</span>
          </div>
          <div class="icons">
            <button
              class="icon-button edit"
              title=${l10n.t('Override')}
              aria-label=${l10n.t('Override: {0}', label)}
              aria-expanded=${isOpen ? 'true' : 'false'}
              @click=${() => overrides.open(this.provider, pattern, model !== undefined)}
            >
              <vscode-icon name="edit" aria-hidden="true"></vscode-icon>
            </button>
            ${
              isOverridden
                ? html`<button
                    class="icon-button"
                    title=${l10n.t('Remove the override')}
                    aria-label=${l10n.t('Remove the override: {0}', label)}
                    @click=${() => overrides.remove(pattern)}
                  >
                    <vscode-icon name="trash" aria-hidden="true"></vscode-icon>
                  </button>`
                : nothing
            }
          </div>
        </div>
        ${isOpen ? this.#renderEditor(model) : nothing}
      </li>
    `;
  }

  #renderEditor(model: ModelStatus | undefined): TemplateResult {
    return html`
      <mux-override-editor
        .state=${this.state}
        .actions=${this.actions}
        .draft=${this.state.drafts.override}
        .model=${model}
      ></mux-override-editor>
    `;
  }

  /** What a pattern says, as the settings have it. */
  #patternText(pattern: string): string {
    const value = this.#overrides[pattern];
    return typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, member]) => `${key}: ${String(member)}`)
          .join(' · ')
      : '';
  }

  get #models(): readonly ModelStatus[] {
    return this.state.page?.status.providers.find(({ id }) => id === this.provider)?.models ?? [];
  }

  get #overrides(): Readonly<Record<string, unknown>> {
    return this.state.page?.settings.modelOverrides ?? {};
  }
}

/** `200K · tools · 64K out`; what the user or the provider says that it cannot do is said too. */
function modelText(model: ModelStatus): string {
  const parts = [
    capabilityText(model),
    model.maxOutputTokens === undefined ? '' : l10n.t('{0} out', tokenText(model.maxOutputTokens)),
    model.tools === false && model.embeddings !== true ? l10n.t('no tools') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ') || l10n.t('unknown');
}

customElements.define('mux-provider-models', ProviderModels);
