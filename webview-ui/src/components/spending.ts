import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
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
      strong {
        display: block;
      }
      progress {
        display: block;
        width: 100%;
        height: 6px;
        margin-top: 4px;
        overflow: hidden;
        appearance: none;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
      }
      progress::-webkit-progress-bar {
        background: color-mix(in srgb, var(--vscode-foreground) 15%, transparent);
      }
      progress::-webkit-progress-value {
        background: var(--vscode-progressBar-background);
      }
      .spent progress::-webkit-progress-value {
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
          : html`<ul aria-label=${l10n.t('What is left of budgets')}>
              ${this.budgets.map((budget) => renderBudget(budgetLine(budget)))}
            </ul>`
      }
    `;
  }
}

function renderBudget({ name, text, share, isSpent, resets }: BudgetLine): TemplateResult {
  return html`
    <li class=${isSpent ? 'spent' : ''}>
      <strong>${name}</strong> <span class=${isSpent ? 'error' : 'muted'}>${text}</span>
      <progress max="1" .value=${share} aria-label=${l10n.t('Used: {0}', name)}></progress>
      <small class="muted">${resets}</small>
    </li>
  `;
}

customElements.define('mux-spending', Spending);
