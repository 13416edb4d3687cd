import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../model/json.ts';
import { knownModels } from '../model/knownModels.ts';
import { editedObject, type LimitSection, limitSections } from '../model/objectDrafts.ts';
import './objectFields.ts';
import { sectionStyles } from './sectionStyles.ts';
import { sharedStyles } from './sharedStyles.ts';
import './spending.ts';
import { StoreElement } from './storeElement.ts';

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
    return html`${limitSections.map((section) => this.#renderSection(section))}`;
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
          .models=${setting === 'intent' ? knownModels(this.state, 'text').groups : []}
          @mux-object=${(event: CustomEvent<JsonObject>) => this.actions.objects.edit(setting, event.detail)}
        ></mux-object-fields>
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
