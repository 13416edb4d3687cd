import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SpendingStatus } from '../../../../src/protocol/status.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ProviderDraft } from '../../model/providerDraft.ts';
import { budgetFields, failoverFields, limitFields } from '../../model/settingFields.ts';
import { emit } from '../events.ts';
import { renderFoldedPart } from '../foldedPart.ts';
import '../objectFields.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../spending.ts';

/** A provider's own limits, budget and failover, over all its accounts. Emits `mux-edit`. */
export class ProviderLimits extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    spending: { attribute: false },
    hasProblem: { type: Boolean },
    showsLimits: { state: true },
    showsFailover: { state: true },
  };
  static override styles = [sharedStyles, sectionStyles];
  declare draft: ProviderDraft;
  /** What the gateway says was spent; undefined while it has not said anything. */
  declare spending: SpendingStatus | undefined;
  /** A problem must not hide in a closed section. */
  declare hasProblem: boolean;
  /** Open from the start when the provider has something in it. */
  declare showsLimits: boolean | undefined;
  declare showsFailover: boolean | undefined;

  override willUpdate(): void {
    const { limits, budget, failover } = this.draft;
    const isFilled = (value: JsonObject): boolean => Object.keys(value).length > 0;
    this.showsLimits ??= isFilled(limits) || isFilled(budget);
    this.showsFailover ??= isFilled(failover);
    if (this.hasProblem) {
      this.showsLimits = true;
      this.showsFailover = true;
    }
  }

  override render(): TemplateResult {
    const { limits, budget, failover } = this.draft;
    return html`
      ${renderFoldedPart({
        title: l10n.t('Limits and budget'),
        isShown: this.showsLimits,
        onToggle: (isShown) => (this.showsLimits = isShown),
        content: () =>
          html`<div class="content">
            ${this.#renderSpent()}
            <mux-object-fields
              .value=${limits}
              .fields=${limitFields}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#edit({ limits: event.detail })}
            ></mux-object-fields>
            <mux-object-fields
              .value=${budget}
              .fields=${budgetFields}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#edit({ budget: event.detail })}
            ></mux-object-fields>
          </div>`,
      })}
      ${renderFoldedPart({
        title: l10n.t('When it fails'),
        isShown: this.showsFailover,
        onToggle: (isShown) => (this.showsFailover = isShown),
        content: () =>
          html`<div class="content">
            <mux-object-fields
              .value=${failover}
              .fields=${failoverFields(l10n.t('as everywhere'))}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#edit({ failover: event.detail })}
            ></mux-object-fields>
          </div>`,
      })}
    `;
  }

  #renderSpent(): TemplateResult | typeof nothing {
    const { savedId } = this.draft;
    const spent = this.spending?.providers.find(({ id }) => id === savedId);
    if (spent === undefined) return nothing;
    const budgets = this.spending?.budgets.filter(({ path }) => path.startsWith(`providers.${savedId}.`));
    return html`<mux-spending .spent=${spent} .budgets=${budgets ?? []}></mux-spending>`;
  }

  #edit(change: Partial<ProviderDraft>): void {
    emit(this, 'mux-edit', change);
  }
}

customElements.define('mux-provider-limits', ProviderLimits);
