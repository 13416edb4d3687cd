import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import {
  isFiltered,
  type ListFilter,
  noFilter,
  type TimeSpan,
  timeSpans,
} from '../../model/exchangeFilter.ts';
import type { ExchangeChoices } from '../../state/exchangesStore.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit, fieldValue } from '../events.ts';
import { sharedStyles } from '../sharedStyles.ts';

type Choices = readonly (readonly [value: string, text: string])[];

/** What the list of requests is narrowed to. Emits `mux-filter` with what is changed, `mux-search` while somebody types. */
export class RequestFilters extends LitElement {
  static override properties: PropertyDeclarations = {
    filter: { attribute: false },
    choices: { attribute: false },
    ownWindow: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
      }
      .search {
        position: relative;
        flex: 1 1 100%;
      }
      :host {
        container-type: inline-size;
      }
      @container (min-width: 901px) {
        .search {
          flex: 1 1 170px;
          max-width: 360px;
        }
      }
      .search vscode-icon {
        position: absolute;
        left: 6px;
        top: 5px;
        color: var(--vscode-descriptionForeground);
      }
      input,
      select {
        height: 26px;
        border: 1px solid var(--vscode-settings-dropdownBorder, var(--vscode-input-border, transparent));
        border-radius: 4px;
        background: var(--vscode-settings-dropdownBackground, var(--vscode-input-background));
        color: var(--vscode-settings-dropdownForeground, var(--vscode-input-foreground));
        font: inherit;
      }
      input {
        width: 100%;
        padding: 0 8px 0 26px;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
        opacity: 1;
      }
      select {
        flex: 0 1 auto;
        max-width: 100px;
        padding: 0 4px;
        cursor: pointer;
        text-overflow: ellipsis;
      }
      select.set {
        max-width: 190px;
        border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
        background: var(--vscode-inputOption-activeBackground);
        color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
      }
      option {
        background: var(--vscode-dropdown-background);
        color: var(--vscode-dropdown-foreground);
      }
      input:focus-visible,
      select:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
    `,
  ];
  declare filter: ListFilter;
  declare choices: ExchangeChoices | undefined;
  /** Id of this window, so that it can be called so. */
  declare ownWindow: string | undefined;

  override render(): TemplateResult {
    const { filter, choices } = this;
    const same = (values: readonly string[] = []): Choices => values.map((value) => [value, value]);
    return html`
      <div class="filters" role="search" aria-label=${l10n.t('Filter requests')}>
        <div class="search">
          <vscode-icon name="search" aria-hidden="true"></vscode-icon>
          <input
            type="search"
            aria-label=${l10n.t('Search requests')}
            placeholder=${l10n.t('Search model, rule, file, error…')}
            .value=${live(filter.text ?? '')}
            @input=${(event: Event) => emit(this, 'mux-search', fieldValue(event))}
          />
        </div>
        ${this.#renderSelect('status', l10n.t('Status'), [
          ['answered', l10n.t('answered')],
          ['failed', l10n.t('failed')],
          ['aborted', l10n.t('left by the client')],
          ['4xx', '4xx'],
          ['429', '429'],
          ['5xx', '5xx'],
        ])}
        ${this.#renderSelect('client', l10n.t('Client'), same(choices?.clients))}
        ${this.#renderSelect('provider', l10n.t('Provider'), same(choices?.providers))}
        ${this.#renderSelect('model', l10n.t('Model'), same(choices?.models))}
        ${this.#renderSelect('workspace', l10n.t('Workspace'), same(choices?.workspaces))}
        ${this.#renderSelect('window', l10n.t('Window'), this.#windows)}
        <select
          aria-label=${l10n.t('Time')}
          class=${filter.span === 'all' ? '' : 'set'}
          .value=${live(filter.span)}
          @change=${(event: Event) => this.#set({ span: timeSpans.find((span) => span === fieldValue(event)) ?? 'all' })}
        >
          ${timeSpans.map((span) => html`<option value=${span} ?selected=${span === filter.span}>${spanText(span)}</option>`)}
        </select>
        ${
          isFiltered(filter)
            ? html`<button class="link-button" @click=${() => this.#set({ ...cleared })}>
                ${l10n.t('Clear filters')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  /** Windows have no names of their own; this one is told apart. */
  get #windows(): Choices {
    const { choices, ownWindow } = this;
    return (choices?.windows ?? []).map((id) => [
      id,
      id === ownWindow ? l10n.t('this window') : id.slice(0, 8),
    ]);
  }

  #renderSelect(
    key: Exclude<keyof ListFilter, 'span' | 'text'>,
    label: string,
    choices: Choices,
  ): TemplateResult | typeof nothing {
    const value = this.filter[key];
    // One that nobody can choose between says nothing.
    if (choices.length < 2 && value === undefined) return nothing;
    const known = choices.some(([choice]) => choice === value);
    const shown: Choices = value === undefined || known ? choices : [...choices, [value, value]];
    return html`
      <select
        aria-label=${label}
        class=${value === undefined ? '' : 'set'}
        @change=${(event: Event) => this.#set({ [key]: fieldValue(event) === '' ? undefined : fieldValue(event) })}
      >
        <option value="" ?selected=${value === undefined}>${label}</option>
        ${shown.map(([choice, text]) => html`<option value=${choice} ?selected=${choice === value}>${text}</option>`)}
      </select>
    `;
  }

  #set(change: Partial<ListFilter>): void {
    emit(this, 'mux-filter', change);
  }
}

const cleared: ListFilter = {
  ...noFilter,
  text: undefined,
  status: undefined,
  client: undefined,
  provider: undefined,
  model: undefined,
  workspace: undefined,
  window: undefined,
};

function spanText(span: TimeSpan): string {
  switch (span) {
    case 'all':
      return l10n.t('Any time');
    case 'hour':
      return l10n.t('Last hour');
    case 'day':
      return l10n.t('Last 24 hours');
    case 'week':
      return l10n.t('Last 7 days');
    case 'month':
      return l10n.t('Last 30 days');
  }
}

customElements.define('mux-request-filters', RequestFilters);
