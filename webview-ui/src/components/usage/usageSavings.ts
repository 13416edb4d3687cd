import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { UsageComparison } from '../../../../src/protocol/usage.ts';
import type { ChoiceGroup } from '../../model/modelChoices.ts';
import { parseModelReference } from '../../model/modelReference.ts';
import { comparisonSentences } from '../../model/savingsTexts.ts';
import '../combobox.ts';
import { emit } from '../events.ts';
import '../field.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** What everything would have cost at one model, which the user chooses. Emits `mux-look` with the choice. */
export class UsageSavings extends LitElement {
  static override properties: PropertyDeclarations = {
    comparison: { attribute: false },
    chosen: { attribute: false },
    models: { attribute: false },
    typed: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      mux-field {
        max-width: 440px;
      }
      ul {
        max-width: 90ch;
        margin-top: 8px;
      }
      li:nth-child(n + 3) {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];
  declare comparison: UsageComparison | undefined;
  declare chosen: string | undefined;
  declare models: readonly ChoiceGroup[];
  declare typed: string | undefined;

  override render(): TemplateResult {
    const text = this.typed ?? this.chosen ?? '';
    const isWrong = text !== '' && parseModelReference(text) === undefined;
    return html`
      <mux-field
        label=${l10n.t('Compare with sending everything to')}
        .error=${isWrong ? l10n.t('Name it as provider/model.') : undefined}
      >
        <mux-combobox
          label=${l10n.t('Compare with sending everything to')}
          placeholder="provider/model"
          .value=${text}
          .groups=${this.models}
          .isInvalid=${isWrong}
          @mux-input=${(event: CustomEvent<string>) => this.#choose(event.detail)}
        ></mux-combobox>
      </mux-field>
      ${
        this.comparison === undefined || this.comparison.model !== this.chosen
          ? nothing
          : html`<ul role="status">
              ${comparisonSentences(this.comparison).map((sentence) => html`<li>${sentence}</li>`)}
            </ul>`
      }
    `;
  }

  /** Half a name is no model. */
  #choose(text: string): void {
    this.typed = text;
    const isModel = parseModelReference(text) !== undefined;
    if (text !== '' && !isModel) return;
    const compareWith = text === '' ? undefined : text;
    if (compareWith !== this.chosen) emit(this, 'mux-look', { compareWith });
  }
}

customElements.define('mux-usage-savings', UsageSavings);
