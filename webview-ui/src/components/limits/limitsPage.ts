import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../model/json.ts';
import { modelChoices } from '../../model/modelChoices.ts';
import { editedObject, editedValue, type LimitSection, limitSections } from '../../model/objectDrafts.ts';
import '../objectFields.ts';
import './pricesTable.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../spending.ts';
import { StoreElement } from '../storeElement.ts';

/** The page of what holds in total: budget, limits, failover, intent, record, cache and telemetry. */
export class LimitsPage extends StoreElement {
  static override styles = [
    sharedStyles,
    sectionStyles,
    css`
      section + section {
        margin-top: 24px;
        padding-top: 18px;
        border-top: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
      }
      .lead {
        margin: 2px 0 12px;
      }
      mux-spending {
        margin-bottom: 16px;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${limitSections.map(
      (section) =>
        html`${this.#renderSection(section)} ${section.setting === 'budget' ? this.#renderPrices() : nothing}`,
    )}`;
  }

  #renderSection({ setting, title, lead, fields }: LimitSection): TemplateResult {
    return html`
      <section aria-label=${title}>
        <h2>${title}</h2>
        <p class="muted lead">${lead}</p>
        ${setting === 'budget' ? this.#renderSpent() : nothing}
        <mux-object-fields
          .value=${editedObject(this.state, setting)}
          .fields=${fields}
          .models=${setting === 'intent' ? modelChoices(this.state.page?.status.providers ?? [], 'text') : []}
          @mux-object=${(event: CustomEvent<JsonObject>) => this.actions.objects.edit(setting, event.detail)}
        ></mux-object-fields>
      </section>
    `;
  }

  #renderPrices(): TemplateResult {
    return html`
      <section aria-label=${l10n.t('Prices')}>
        <h2>${l10n.t('Prices')}</h2>
        <p class="muted lead">
          ${l10n.t('Your own, in US dollars per million tokens. They come before those that Muxgate knows; what nobody knows stays unknown.')}
        </p>
        <mux-prices-table
          .value=${editedValue(this.state, 'prices')}
          .models=${modelChoices(this.state.page?.status.providers ?? [])}
          @mux-prices=${(event: CustomEvent<unknown>) => this.actions.objects.edit('prices', event.detail)}
        ></mux-prices-table>
      </section>
    `;
  }

  #renderSpent(): TemplateResult | typeof nothing {
    const spending = this.state.page?.status.spending;
    if (spending === undefined) return nothing;
    return html`<mux-spending .spent=${spending} .budgets=${spending.budgets}></mux-spending>`;
  }
}

customElements.define('mux-limits-page', LimitsPage);
