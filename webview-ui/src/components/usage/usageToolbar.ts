import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import {
  type UsageFilter,
  type UsageRange,
  usageDimensions,
  type UsageResult,
} from '../../../../src/protocol/usage.ts';
import { dimensionName } from '../../model/usageColumns.ts';
import type { UsageView } from '../../model/usageView.ts';
import { emit, fieldValue } from '../events.ts';
import { renderSegments, segmentStyles } from '../segments.ts';
import { sharedStyles } from '../sharedStyles.ts';

const filters = ['provider', 'model', 'workspace', 'client'] as const;

/** Which days and which exchanges the page Usage is about, and how they are grouped. Emits `mux-look` with what changes. */
export class UsageToolbar extends LitElement {
  static override properties: PropertyDeclarations = {
    view: { attribute: false },
    result: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    segmentStyles,
    css`
      .row + .row {
        margin-top: 10px;
      }
      .row {
        gap: 8px 12px;
      }
      label,
      .field {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      vscode-single-select {
        width: auto;
        min-width: 130px;
        max-width: 260px;
      }
      input {
        height: 26px;
        padding: 3px 6px;
        border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-settings-textInputBackground);
        color: var(--vscode-settings-textInputForeground);
        font: inherit;
      }
      @media (max-width: 560px) {
        .field {
          flex: 1 1 130px;
          flex-direction: column;
          gap: 2px;
          align-items: stretch;
        }
        vscode-single-select {
          width: 100%;
          max-width: none;
        }
      }
      :host-context(.vscode-dark) input,
      :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) input {
        color-scheme: dark;
      }
    `,
  ];
  declare view: UsageView;
  declare result: UsageResult | undefined;

  override render(): TemplateResult {
    const { range, by } = this.view;
    return html`
      <div class="row">
        ${renderSegments({
          label: l10n.t('Time'),
          choices: [
            { value: '1', text: l10n.t('Today') },
            { value: '7', text: l10n.t('7 days') },
            { value: '30', text: l10n.t('30 days') },
            { value: '90', text: l10n.t('90 days') },
            { value: 'month', text: l10n.t('This month') },
            { value: 'dates', text: l10n.t('Custom') },
          ],
          chosen: range.kind === 'days' ? String(range.days) : range.kind,
          choose: (value: string) => this.#chooseRange(value),
        })}
        ${range.kind === 'dates' ? this.#renderDates(range) : nothing}
      </div>
      <div class="row">
        <div class="field">
          <span aria-hidden="true" class="muted">${l10n.t('Group by')}</span>
          <vscode-single-select
            label=${l10n.t('Group by')}
            .value=${by}
            @change=${(event: Event) => emit(this, 'mux-look', { by: fieldValue(event) })}
          >
            ${usageDimensions.map(
              (one) =>
                html`<vscode-option value=${one} ?selected=${one === by}
                  >${dimensionName(one)}</vscode-option
                >`,
            )}
          </vscode-single-select>
        </div>
        ${filters.map((name) => this.#renderFilter(name))}
      </div>
    `;
  }

  /** Where there is nothing to choose between, there is nothing to choose. */
  #renderFilter(name: (typeof filters)[number]): TemplateResult | typeof nothing {
    const chosen = this.view.filter[name];
    const known = this.result?.choices[name] ?? [];
    const choices = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known];
    if (choices.length < 2 && chosen === undefined) return nothing;
    const label = dimensionName(name);
    return html`
      <div class="field">
        <span aria-hidden="true" class="muted">${label}</span>
        <vscode-single-select
          label=${label}
          .value=${chosen ?? ''}
          @change=${(event: Event) => this.#filter({ [name]: fieldValue(event) })}
        >
          <vscode-option value="" ?selected=${chosen === undefined}>${l10n.t('All')}</vscode-option>
          ${choices.map(
            (choice) =>
              html`<vscode-option value=${choice} ?selected=${choice === chosen}>${choice}</vscode-option>`,
          )}
        </vscode-single-select>
      </div>
    `;
  }

  #renderDates(range: Extract<UsageRange, { kind: 'dates' }>): TemplateResult {
    const input = (name: 'from' | 'to', label: string): TemplateResult => html`
      <label>
        <span class="muted">${label}</span>
        <input
          type="date"
          .value=${range[name]}
          @change=${(event: Event) => this.#chooseDates({ ...range, [name]: fieldValue(event) })}
        />
      </label>
    `;
    return html`${input('from', l10n.t('From'))} ${input('to', l10n.t('to'))}`;
  }

  #chooseRange(value: string): void {
    const { from = '', to = '' } = this.result ?? {};
    const today = new Date().toLocaleDateString('sv');
    const range: UsageRange =
      value === 'month'
        ? { kind: 'month' }
        : value === 'dates'
          ? { kind: 'dates', from: from || today, to: to || today }
          : { kind: 'days', days: Number(value) };
    emit(this, 'mux-look', { range });
  }

  /** Whichever was changed last holds. */
  #chooseDates(range: Extract<UsageRange, { kind: 'dates' }>): void {
    const { from, to } = range;
    if (from === '' || to === '') return;
    const { range: before } = this.view;
    const isFromNew = before.kind === 'dates' && before.from !== from;
    if (from > to)
      emit(this, 'mux-look', { range: { ...range, ...(isFromNew ? { to: from } : { from: to }) } });
    else emit(this, 'mux-look', { range });
  }

  /** @param change an empty text: no matter which */
  #filter(change: UsageFilter): void {
    const filter = Object.fromEntries(
      Object.entries({ ...this.view.filter, ...change }).filter(([, value]) => value !== ''),
    );
    emit(this, 'mux-look', { filter });
  }
}

customElements.define('mux-usage-toolbar', UsageToolbar);
