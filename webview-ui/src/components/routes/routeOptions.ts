import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { JsonObject } from '../../model/json.ts';
import { objectMember, withObjectMember } from '../../model/objectFields.ts';
import { budgetFields, failoverFields } from '../../model/settingFields.ts';
import { emit } from '../events.ts';
import { renderFoldedPart } from '../foldedPart.ts';
import '../objectFields.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** What few routes have: failover and a budget of their own. Emits `mux-head` with the changed route. */
export class RouteOptions extends LitElement {
  static override properties: PropertyDeclarations = {
    head: { attribute: false },
    showsFailover: { state: true },
    showsBudget: { state: true },
  };
  static override styles = [sharedStyles, sectionStyles];
  declare head: JsonObject;
  /** Open from the start when the route has something in it. */
  declare showsFailover: boolean | undefined;
  declare showsBudget: boolean | undefined;

  override willUpdate(): void {
    this.showsFailover ??= this.head['failover'] !== undefined;
    this.showsBudget ??= this.head['budget'] !== undefined;
  }

  override render(): TemplateResult {
    return html`
      ${renderFoldedPart({
        title: l10n.t('When a target fails'),
        isShown: this.showsFailover,
        onToggle: (isShown) => (this.showsFailover = isShown),
        content: () =>
          html`<div class="content">
            <mux-object-fields
              .value=${objectMember(this.head, 'failover')}
              .fields=${failoverFields(l10n.t('as everywhere'))}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#set('failover', event.detail)}
            ></mux-object-fields>
          </div>`,
      })}
      ${renderFoldedPart({
        title: l10n.t('Budget'),
        isShown: this.showsBudget,
        onToggle: (isShown) => (this.showsBudget = isShown),
        content: () =>
          html`<div class="content">
            <mux-object-fields
              .value=${objectMember(this.head, 'budget')}
              .fields=${budgetFields}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#set('budget', event.detail)}
            ></mux-object-fields>
          </div>`,
      })}
    `;
  }

  #set(key: string, value: JsonObject): void {
    emit(this, 'mux-head', withObjectMember(this.head, key, value));
  }
}

customElements.define('mux-route-options', RouteOptions);
