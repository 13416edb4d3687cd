import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { RuleExplanation } from '../../../src/protocol/gatewayRequests.ts';
import { layerText } from '../model/exchangeTexts.ts';
import { sharedStyles } from './sharedStyles.ts';

/** What is shown of a decision; a recorded one and a dry run have it alike. */
export interface ShownDecision {
  readonly reason?: string;
  readonly rules: readonly RuleExplanation[];
  readonly layer?: string;
  readonly files: readonly string[];
  readonly facts?: readonly string[];
  readonly warnings?: readonly string[];
  readonly route?: { readonly id: string; readonly strategy: string; readonly order: readonly string[] };
}

const outcomeIcons: Readonly<Record<RuleExplanation['outcome'], string>> = {
  matched: 'pass-filled',
  'not matched': 'circle-outline',
  broken: 'warning',
  disabled: 'circle-slash',
  'not reached': 'dash',
  guard: 'lock',
};

/** A decision rule by rule, with the files that were looked at. */
export class DecisionView extends LitElement {
  static override properties: PropertyDeclarations = { decision: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      ol {
        display: flex;
        flex-direction: column;
        gap: 1px;
        margin-top: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 16px auto minmax(0, 1fr);
        gap: 0 8px;
        padding: 4px 8px;
        border-radius: 4px;
      }
      li.matched,
      li.guard {
        background: var(--vscode-list-inactiveSelectionBackground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      li.matched .muted,
      li.guard .muted,
      li.matched .place,
      li.guard .place {
        color: inherit;
      }
      li vscode-icon {
        margin-top: 1px;
        color: var(--vscode-descriptionForeground);
      }
      li.matched vscode-icon {
        color: var(--vscode-testing-iconPassed);
      }
      li.broken vscode-icon {
        color: var(--vscode-editorWarning-foreground);
      }
      .place {
        min-width: 1.4em;
        text-align: end;
        font-variant-numeric: tabular-nums;
        color: var(--vscode-descriptionForeground);
      }
      .why {
        grid-column: 3;
        font-size: 0.92em;
      }
      li.quiet .name {
        color: var(--vscode-descriptionForeground);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin-top: 8px;
      }
      .files {
        margin-top: 10px;
      }
      .files .mono {
        display: block;
      }
      .warning {
        display: flex;
        gap: 6px;
        margin-top: 6px;
      }
      .warning vscode-icon {
        color: var(--vscode-editorWarning-foreground);
      }
    `,
  ];
  declare decision: ShownDecision;

  override render(): TemplateResult {
    const { reason, rules, files, layer, facts = [], warnings = [], route } = this.decision;
    return html`
      ${reason === undefined ? nothing : html`<p class="break">${reason}</p>`}
      ${warnings.map(
        (warning) =>
          html`<p class="warning break">
            <vscode-icon name="warning" aria-hidden="true"></vscode-icon>${warning}
          </p>`,
      )}
      ${
        facts.length === 0
          ? nothing
          : html`<div class="facts muted">${facts.map((fact) => html`<span>${fact}</span>`)}</div>`
      }
      ${
        rules.length === 0
          ? nothing
          : html`<ol aria-label=${l10n.t('Rules')}>
              ${rules.map(renderRule)}
            </ol>`
      }
      ${
        route === undefined
          ? nothing
          : html`<p class="files">
              <span class="muted">${l10n.t('Route @{0}, {1}:', route.id, route.strategy)}</span>
              ${route.order.join(' → ')}
            </p>`
      }
      ${
        files.length === 0
          ? nothing
          : html`<div class="files">
              <span class="muted"
                >${layer === undefined ? l10n.t('Files looked at') : l10n.t('Files looked at: {0}', layerText(layer))}</span
              >
              ${files.map((file) => html`<span class="mono break">${file}</span>`)}
            </div>`
      }
    `;
  }
}

function renderRule({ number, name, text, outcome, why }: RuleExplanation): TemplateResult {
  const isQuiet = outcome !== 'matched' && outcome !== 'guard';
  return html`
    <li class="${outcome.replace(' ', '-')} ${isQuiet ? 'quiet' : ''}">
      <vscode-icon
        name=${outcomeIcons[outcome]}
        label=${outcomeName(outcome)}
        title=${outcomeName(outcome)}
      ></vscode-icon>
      <span class="place">${number}</span>
      <span class="name break"
        >${name === undefined ? text : html`${name} <span class="muted">${text}</span>`}</span
      >
      ${isQuiet ? html`<span class="why muted break">${why}</span>` : nothing}
    </li>
  `;
}

function outcomeName(outcome: RuleExplanation['outcome']): string {
  switch (outcome) {
    case 'matched':
      return l10n.t('matched');
    case 'not matched':
      return l10n.t('not matched');
    case 'broken':
      return l10n.t('broken');
    case 'disabled':
      return l10n.t('switched off');
    case 'not reached':
      return l10n.t('not reached');
    case 'guard':
      return l10n.t('local only');
  }
}

customElements.define('mux-decision', DecisionView);
