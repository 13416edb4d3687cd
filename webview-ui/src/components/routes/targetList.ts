import * as l10n from '@vscode/l10n';
import { css, html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { isJsonObject, type JsonObject, textMember } from '../../model/json.ts';
import { knownModels } from '../../model/knownModels.ts';
import { parseModelReference } from '../../model/modelReference.ts';
import { objectMember } from '../../model/objectFields.ts';
import { type RouteDraft, strategyOf } from '../../model/routeDraft.ts';
import { type Row, withNewRow, withoutRow, withRow, withRowAt } from '../../model/rows.ts';
import { targetState } from '../../model/targetState.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit } from '../events.ts';
import { RowSorter, sortableStyles } from '../rowSorter.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import './targetRow.ts';

/** A route's targets in order. Emits `mux-targets` with the changed rows. */
export class TargetList extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    routeKey: {},
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    sortableStyles,
    css`
      vscode-button {
        margin-top: 12px;
      }
    `,
  ];
  declare draft: RouteDraft;
  /** The route that they are of: it is not offered as its own target. */
  declare routeKey: string;
  readonly #sorter = new RowSorter(this, {
    what: l10n.t('Target'),
    keys: () => this.draft.targets.map(({ key }) => key),
    move: (key, index) => this.#edit(withRowAt(this.draft.targets, key, index)),
    remove: (key) => this.#edit(withoutRow(this.draft.targets, key)),
    duplicate: (key, index) =>
      this.#edit(withNewRow(this.draft.targets, this.draft.targets[index]?.value ?? {}, key)),
  });

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('draft')) this.#sorter.restoreFocus();
  }

  override render(): TemplateResult {
    const { targets } = this.draft;
    return html`
      ${
        targets.length === 0
          ? html`<div class="list empty muted">
              ${l10n.t('No target yet: a route needs one to be saved.')}
            </div>`
          : html`<div class="list" role="list" aria-label=${l10n.t('Targets')}>
              ${repeat(
                targets,
                ({ key }) => key,
                (row, index) => this.#renderTarget(row, index),
              )}
            </div>`
      }
      <vscode-button
        secondary
        icon="add"
        @click=${() => {
          this.#sorter.added();
          this.#edit(withNewRow(targets, {}));
        }}
        >${l10n.t('Add Target')}</vscode-button
      >
    `;
  }

  #renderTarget({ key, value }: Row, index: number): TemplateResult {
    const { page } = this.state;
    const known = knownModels(this.state, 'text', this.routeKey);
    return this.#sorter.renderItem(
      key,
      index,
      html`<mux-target-row
        class="row-content"
        .target=${value}
        .number=${index + 1}
        .count=${this.draft.targets.length}
        .known=${known}
        .accounts=${this.#accountsOf(value)}
        .languages=${page?.languages ?? []}
        .standing=${targetState(value, page?.status.providers ?? [], known.routeIds, Date.now())}
        .hasWeight=${strategyOf(this.draft.head) === 'random'}
        @mux-target=${(event: CustomEvent<JsonObject>) =>
          this.#edit(withRow(this.draft.targets, key, event.detail))}
      ></mux-target-row>`,
    );
  }

  #accountsOf(target: JsonObject): readonly (readonly [string, string])[] {
    const provider = parseModelReference(textMember(target, 'model'))?.provider ?? '';
    const saved = this.state.page?.settings.providers ?? {};
    const value = Object.hasOwn(saved, provider) ? saved[provider] : undefined;
    const accounts = objectMember(isJsonObject(value) ? value : {}, 'accounts');
    return Object.entries(accounts).map(([id, account]) => [
      id,
      (isJsonObject(account) ? textMember(account, 'name') : '') || id,
    ]);
  }

  #edit(targets: readonly Row[]): void {
    emit(this, 'mux-targets', targets);
  }
}

customElements.define('mux-target-list', TargetList);
