import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type JsonObject } from '../../model/json.ts';
import type { KnownModels } from '../../model/knownModels.ts';
import { type ObjectField, objectMember, withObjectMember } from '../../model/objectFields.ts';
import { budgetFields } from '../../model/settingFields.ts';
import { emit } from '../events.ts';
import { renderFoldedPart } from '../foldedPart.ts';
import '../objectFields.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../routes/tiersTable.ts';

const cacheField: readonly ObjectField[] = [
  {
    key: 'cache',
    label: l10n.t('Give the same answer again'),
    kind: 'decision',
    byDefault: l10n.t('As for all workspaces'),
    yes: l10n.t('Yes'),
    no: l10n.t('No'),
    hint: l10n.t('To exactly the same request, from memory.'),
  },
];

/** What few workspaces have: tiers, a budget and a cache of their own. Emits `mux-head` with the changed workspace. */
export class WorkspaceMore extends LitElement {
  static override properties: PropertyDeclarations = {
    head: { attribute: false },
    known: { attribute: false },
    showsTiers: { state: true },
    showsBudget: { state: true },
  };
  static override styles = [
    sharedStyles,
    sectionStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 4px;
      }
    `,
  ];
  declare head: JsonObject;
  declare known: KnownModels;
  /** Open from the start when the workspace has something in it. */
  declare showsTiers: boolean | undefined;
  declare showsBudget: boolean | undefined;

  override willUpdate(): void {
    this.showsTiers ??= this.head['tiers'] !== undefined;
    this.showsBudget ??= this.head['budget'] !== undefined || this.head['cache'] !== undefined;
  }

  override render(): TemplateResult {
    const { head } = this;
    return html`
      ${renderFoldedPart({
        title: l10n.t('Tiers'),
        isShown: this.showsTiers,
        onToggle: (isShown) => (this.showsTiers = isShown),
        content: () =>
          html`<div class="content">
            <p class="muted">
              ${l10n.t('For requests that name a model which nobody here has; asked after the rules, before the tiers of the page Routes.')}
            </p>
            <mux-tiers-table
              .value=${objectMember(head, 'tiers')}
              .known=${this.known}
              @mux-tiers=${(event: CustomEvent<JsonObject>) => this.#set('tiers', event.detail)}
            ></mux-tiers-table>
          </div>`,
      })}
      ${renderFoldedPart({
        title: l10n.t('Budget and cache'),
        isShown: this.showsBudget,
        onToggle: (isShown) => (this.showsBudget = isShown),
        content: () =>
          html`<div class="content">
            <mux-object-fields
              .value=${objectMember(head, 'budget')}
              .fields=${budgetFields}
              @mux-object=${(event: CustomEvent<JsonObject>) => this.#set('budget', event.detail)}
            ></mux-object-fields>
            <mux-object-fields
              .value=${head}
              .fields=${cacheField}
              @mux-object=${(event: CustomEvent<JsonObject>) => emit(this, 'mux-head', event.detail)}
            ></mux-object-fields>
          </div>`,
      })}
    `;
  }

  #set(key: string, value: JsonObject): void {
    emit(this, 'mux-head', withObjectMember(this.head, key, value));
  }
}

customElements.define('mux-workspace-more', WorkspaceMore);
