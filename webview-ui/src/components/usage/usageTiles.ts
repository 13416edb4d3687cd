import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { UsageResult } from '../../../../src/protocol/usage.ts';
import {
  costText,
  countText,
  dollarText,
  shareText,
  shortCountText,
  spanText,
} from '../../model/amountTexts.ts';
import { savedText } from '../../model/savingsTexts.ts';
import { tokensText } from '../../model/usageColumns.ts';
import { sharedStyles } from '../sharedStyles.ts';

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly about: string;
  readonly isBad?: boolean;
}

/** The sums of a range, large. */
export class UsageTiles extends LitElement {
  static override properties: PropertyDeclarations = { result: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .tile {
        flex: 1 1 138px;
        display: flex;
        flex-direction: column;
        gap: 2px;
        padding: 12px 14px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: color-mix(in srgb, var(--vscode-editorWidget-background) 60%, transparent);
      }
      .value {
        font-size: 1.7em;
        line-height: 1.25;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare result: UsageResult;

  override render(): TemplateResult {
    return html`
      <dl>
        ${this.#tiles().map(
          ({ name, value, about, isBad }) => html`
            <div class="tile">
              <dt class="muted">${name}</dt>
              <dd class="value">${value}</dd>
              ${about === '' ? nothing : html`<dd class=${isBad === true ? 'error' : 'muted'}>${about}</dd>`}
            </div>
          `,
        )}
      </dl>
    `;
  }

  #tiles(): Tile[] {
    const { total, comparison } = this.result;
    const { requests, errors } = total;
    const saved = comparison === undefined ? undefined : savedText(comparison);
    return [
      { name: l10n.t('Cost'), value: this.#cost(), about: this.#aboutCost() },
      {
        name: l10n.t('Requests'),
        value: countText(requests),
        about:
          errors === 0
            ? l10n.t('no errors')
            : errors === 1
              ? l10n.t('1 error ({0})', shareText(errors, requests))
              : l10n.t('{0} errors ({1})', countText(errors), shareText(errors, requests)),
        isBad: errors > 0,
      },
      {
        name: l10n.t('Tokens'),
        value: shortCountText(total.inputTokens + total.outputTokens),
        about: tokensText(total),
      },
      {
        name: l10n.t('Time to first token'),
        value: spanText(total.firstTokenP50Ms),
        about:
          total.firstTokenP95Ms === undefined
            ? ''
            : l10n.t('median; 95 % within {0}', spanText(total.firstTokenP95Ms)),
      },
      {
        name: l10n.t('Saved'),
        value: saved?.value ?? '–',
        about: saved?.about ?? l10n.t('choose a model to compare with, below'),
      },
    ];
  }

  /** What is known of it is the least that it was. */
  #cost(): string {
    const { total } = this.result;
    const isPart = total.unknownCosts > 0 && total.knownCosts > 0;
    return isPart ? l10n.t('≥ {0}', dollarText(total.costUsd)) : costText(total);
  }

  #aboutCost(): string {
    const { unknownCosts, estimatedUsd, costUsd } = this.result.total;
    if (unknownCosts === 1) return l10n.t('1 request has no known price');
    if (unknownCosts > 1) return l10n.t('{0} requests have no known price', countText(unknownCosts));
    if (estimatedUsd > 0 && costUsd > 0) return l10n.t('{0} of it estimated', dollarText(estimatedUsd));
    return '';
  }
}

customElements.define('mux-usage-tiles', UsageTiles);
