import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { BudgetStatus, SpentStatus } from '../../../src/protocol/status.ts';
import { type BudgetLine, budgetLine, spentText } from '../model/spendingTexts.ts';
import { sharedStyles } from './sharedStyles.ts';

/** What was spent, and what is left of each budget. */
export class Spending extends LitElement {
  static override properties: PropertyDeclarations = {
    spent: { attribute: false },
    budgets: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
        gap: 10px 16px;
        margin-top: 8px;
      }
      li {
        overflow-wrap: anywhere;
      }
      .bar {
        height: 4px;
        margin-top: 4px;
        overflow: hidden;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 2px;
        background: var(--vscode-settings-textInputBackground);
        box-sizing: content-box;
      }
      .used {
        height: 100%;
        background: var(--vscode-progressBar-background);
      }
      .spent .used {
        background: var(--vscode-errorForeground);
      }
    `,
  ];
  declare spent: SpentStatus;
  declare budgets: readonly BudgetStatus[];

  override render(): TemplateResult {
    return html`
      <p>${spentText(this.spent)}</p>
      ${
        this.budgets.length === 0
          ? nothing
          : html`<ul aria-label="What is left of budgets">
              ${this.budgets.map((budget) => renderBudget(budgetLine(budget)))}
            </ul>`
      }
    `;
  }
}

function renderBudget({ name, text, share, isSpent }: BudgetLine): TemplateResult {
  const percent = Math.round(share * 100);
  // Set through the object model (styleMap): the page's policy lets no inline style in.
  return html`
    <li class=${isSpent ? 'spent' : ''}>
      <strong>${name}</strong> <span class=${isSpent ? 'error' : 'muted'}>${text}</span>
      <div class="bar" aria-hidden="true">
        <div class="used" style=${styleMap({ width: `${percent}%` })}></div>
      </div>
    </li>
  `;
}

customElements.define('mux-spending', Spending);
