import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RuleStatus } from '../../../../src/protocol/status.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ChoiceGroup } from '../../model/modelChoices.ts';
import {
  withNewRule,
  withoutRule,
  type RuleDraft,
  withRule,
  withRuleAt,
  type WorkspaceDraft,
} from '../../model/workspaceDraft.ts';
import { emit } from '../events.ts';
import { RowSorter, sortableStyles } from '../rowSorter.ts';
import './ruleRow.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** The rules in order. They are moved by their handle, by Alt+Up and Alt+Down, or by buttons. Emits `mux-draft`. */
export class RuleList extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    models: { attribute: false },
    providerIds: { attribute: false },
    routeIds: { attribute: false },
    languages: { attribute: false },
    preview: { attribute: false },
  };
  static override styles = [sharedStyles, sortableStyles];
  declare draft: WorkspaceDraft;
  declare models: readonly ChoiceGroup[];
  declare providerIds: readonly string[];
  declare routeIds: readonly string[];
  declare languages: readonly string[];
  declare preview: readonly RuleStatus[] | undefined;
  readonly #sorter = new RowSorter(this, {
    what: l10n.t('Rule'),
    keys: () => this.draft.rules.map(({ key }) => key),
    move: (key, index) => this.#edit(withRuleAt(this.draft, key, index)),
    remove: (key) => this.#edit(withoutRule(this.draft, key)),
    duplicate: (key, index) => this.#edit(withNewRule(this.draft, this.draft.rules[index]?.value ?? {}, key)),
  });

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('draft')) this.#sorter.restoreFocus();
  }

  override render(): TemplateResult {
    const { rules } = this.draft;
    if (rules.length === 0) {
      return html`<div class="list empty muted">
        ${l10n.t('No rules: every request gets the model below.')}
      </div>`;
    }
    return html`
      <div class="list" role="list">
        ${repeat(
          rules,
          ({ key }) => key,
          (rule, index) => this.#renderRule(rule, index),
        )}
      </div>
    `;
  }

  #renderRule({ key, value }: RuleDraft, index: number): TemplateResult {
    return this.#sorter.renderItem(
      key,
      index,
      html`<mux-rule-row
        class="row-content"
        .rule=${value}
        .number=${index + 1}
        .count=${this.draft.rules.length}
        .models=${this.models}
        .providerIds=${this.providerIds}
        .routeIds=${this.routeIds}
        .languages=${this.languages}
        .status=${this.preview?.[index]}
        @mux-rule=${(event: CustomEvent<JsonObject>) => this.#edit(withRule(this.draft, key, event.detail))}
      ></mux-rule-row>`,
    );
  }

  #edit(draft: WorkspaceDraft): void {
    emit(this, 'mux-draft', draft);
  }
}

customElements.define('mux-rule-list', RuleList);
