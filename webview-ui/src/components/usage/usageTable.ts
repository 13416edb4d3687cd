import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { UsageGroup } from '../../../../src/protocol/usage.ts';
import { sortedGroups, type UsageColumn } from '../../model/usageColumns.ts';
import { groupName } from '../../model/usageSeries.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { tableStyles } from '../tableStyles.ts';

/** Usage by group, a row each; the headings sort it. */
export class UsageTable extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    of: {},
    groups: { attribute: false },
    columns: { attribute: false },
    sortBy: { state: true },
    isDescending: { state: true },
  };
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      th button {
        display: inline-flex;
        gap: 2px;
        align-items: center;
        padding: 0;
        border: 0;
        background: none;
        font: inherit;
        color: inherit;
        cursor: pointer;
      }
      th button:hover {
        color: var(--vscode-foreground);
      }
      th:not([aria-sort]) vscode-icon {
        display: none;
      }
    `,
  ];
  declare label: string;
  /** What the rows are of. */
  declare of: string;
  declare groups: readonly UsageGroup[];
  declare columns: readonly UsageColumn[];
  /** A column's place; -1: the name; undefined: as they came. */
  declare sortBy: number | undefined;
  declare isDescending: boolean;

  override render(): TemplateResult {
    const { sortBy } = this;
    const rows =
      sortBy === undefined ? this.groups : sortedGroups(this.groups, this.columns[sortBy], this.isDescending);
    return html`
      <div class="scroller" tabindex="0" role="group" aria-label=${this.label}>
        <table aria-label=${this.label}>
          <thead>
            <tr>
              ${this.#renderHeading(this.of, -1)}
              ${this.columns.map(({ name }, index) => this.#renderHeading(name, index))}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (group) => html`
                <tr>
                  <th scope="row">${groupName(group.key)}</th>
                  ${this.columns.map(({ text }) => html`<td>${text(group)}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderHeading(name: string, index: number): TemplateResult {
    const sort = this.sortBy === index ? (this.isDescending ? 'descending' : 'ascending') : undefined;
    const icon = sort === 'ascending' ? 'chevron-up' : 'chevron-down';
    const content = html`<button title=${l10n.t('Sort by {0}', name)} @click=${() => this.#sort(index)}>
      ${name}<vscode-icon name=${icon} size="12" aria-hidden="true"></vscode-icon>
    </button>`;
    return sort === undefined
      ? html`<th scope="col">${content}</th>`
      : html`<th scope="col" aria-sort=${sort}>${content}</th>`;
  }

  /** Numbers begin with the largest, names with the first. */
  #sort(index: number): void {
    this.isDescending = this.sortBy === index ? !this.isDescending : index >= 0;
    this.sortBy = index;
  }
}

customElements.define('mux-usage-table', UsageTable);
