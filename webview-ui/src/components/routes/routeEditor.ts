import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { RouteOrder } from '../../../../src/protocol/webviewMessages.ts';
import { freeId, idFromName } from '../../model/ids.ts';
import { type JsonObject, textMember, withMember } from '../../model/json.ts';
import { cycleText, type ListedRoute, listRoutes, routeIdProblem } from '../../model/listedRoutes.ts';
import { routeUses, useText } from '../../model/referenceUses.ts';
import type { RouteDraft } from '../../model/routeDraft.ts';
import type { Row } from '../../model/rows.ts';
import { controlStyles } from '../controlStyles.ts';
import { EntryEditor } from '../entryEditor.ts';
import { entryEditorStyles } from '../entryEditorStyles.ts';
import { fieldValue } from '../events.ts';
import '../field.ts';
import '../notice.ts';
import './routeOptions.ts';
import './routeOrder.ts';
import './routeStrategy.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import './targetList.ts';

/** One route: its names, strategy and targets. Edits are drafts until they are saved. An element shows one route for as long as it lives. */
export class RouteEditor extends EntryEditor {
  static override properties: PropertyDeclarations = {
    ...EntryEditor.properties,
    route: { attribute: false },
  };
  static override styles = [sharedStyles, controlStyles, sectionStyles, entryEditorStyles];
  declare route: ListedRoute;

  protected override get entry(): ListedRoute {
    return this.route;
  }

  override render(): TemplateResult {
    const { draft, isOutdated } = this.route;
    const cycle = cycleText(this.route, this.#routes);
    return html`
      ${this.#renderHead()}
      ${
        isOutdated
          ? this.renderOutdated(
              l10n.t('The settings say something else about this route than when you began to edit it.'),
              () => this.actions.routes.compare(this.route.key),
            )
          : nothing
      }
      ${this.showsNames ? this.#renderNames() : nothing}
      <mux-route-strategy
        .state=${this.state}
        .head=${draft.head}
        .targetCount=${draft.targets.length}
        .routeKey=${this.route.key}
        @mux-head=${(event: CustomEvent<JsonObject>) => this.#edit({ head: event.detail })}
      ></mux-route-strategy>
      <section aria-label=${l10n.t('Targets')}>
        <div class="section-head"><h3>${l10n.t('Targets')}</h3></div>
        <mux-target-list
          .state=${this.state}
          .draft=${draft}
          .routeKey=${this.route.key}
          @mux-targets=${(event: CustomEvent<readonly Row[]>) => this.#edit({ targets: event.detail })}
        ></mux-target-list>
      </section>
      ${
        cycle === undefined
          ? nothing
          : html`<mux-notice kind="error"
              >${l10n.t('This route leads back to itself: {0}. It cannot be saved like this.', cycle)}</mux-notice
            >`
      }
      <mux-route-options
        .head=${draft.head}
        @mux-head=${(event: CustomEvent<JsonObject>) => this.#edit({ head: event.detail })}
      ></mux-route-options>
      ${this.#renderOrder()} ${this.#renderUses()}
    `;
  }

  #renderHead(): TemplateResult {
    const { routes } = this.actions;
    const { draft, title } = this.route;
    const description = textMember(draft.head, 'description');
    return html`
      <div>
        <div class="head">
          <h2 class="break">${title} <span class="muted mono id">@${draft.id}</span></h2>
          ${this.renderIcons({
            duplicate: () => routes.duplicate(this.route),
            remove: () => routes.remove(this.route),
          })}
        </div>
        ${description === '' ? nothing : html`<p class="muted">${description}</p>`}
      </div>
    `;
  }

  #renderNames(): TemplateResult {
    const { draft } = this.route;
    const hint =
      draft.savedId === undefined || draft.savedId === draft.id
        ? l10n.t('Rules and clients name it @{0}.', draft.id)
        : l10n.t(
            "What names @{0} here follows when you save; other programs' settings do not.",
            draft.savedId,
          );
    return html`
      <div class="columns">
        ${this.renderNames({
          idHint: hint,
          idProblem: routeIdProblem(this.route, this.#routes),
          setName: (name) => this.#setName(name),
          setId: (id) => this.#edit({ id, hasOwnId: true }),
        })}
        <mux-field label=${l10n.t('Description')}>
          <vscode-textfield
            .label=${l10n.t('Description')}
            .value=${textMember(draft.head, 'description')}
            @input=${(event: Event) =>
              this.#edit({ head: withMember(draft.head, 'description', fieldValue(event) || undefined) })}
          ></vscode-textfield>
        </mux-field>
      </div>
    `;
  }

  #renderOrder(): TemplateResult | typeof nothing {
    const { savedId } = this.route.draft;
    if (savedId === undefined) return nothing;
    return html`<mux-route-order
      .routeId=${savedId}
      .ask=${this.#askOrder}
      .moment=${this.state.page}
    ></mux-route-order>`;
  }

  #askOrder = (route: string): Promise<RouteOrder> =>
    this.actions.store.host.request('explainRoute', { route });

  #renderUses(): TemplateResult | typeof nothing {
    const { page } = this.state;
    const { savedId } = this.route.draft;
    if (page === undefined || savedId === undefined) return nothing;
    const uses = routeUses(savedId, page);
    return html`
      <section aria-label=${l10n.t('Used by')}>
        <div class="section-head"><h3>${l10n.t('Used by')}</h3></div>
        ${
          uses.length === 0
            ? html`<p class="muted">
                ${l10n.t('Nothing yet. Choose @{0} as the model of a rule, of a workspace or of a tier; clients may also ask for it.', savedId)}
              </p>`
            : html`<ul>
                ${uses.map((use) => html`<li class="break">${useText(use)}</li>`)}
              </ul>`
        }
      </section>
    `;
  }

  get #routes(): ListedRoute[] {
    const { page, drafts } = this.state;
    return page === undefined ? [] : listRoutes(page.settings, drafts);
  }

  #edit(change: Partial<RouteDraft>): void {
    this.actions.routes.edit(this.route.key, { ...this.route.draft, ...change });
  }

  /** A new route's id follows its name until the user types one. */
  #setName(name: string): void {
    const { draft, key } = this.route;
    const others = this.#routes.filter((other) => other.key !== key).map((other) => other.draft.id);
    const id = freeId(idFromName(name), others);
    this.#edit({
      head: withMember(draft.head, 'name', name === '' ? undefined : name),
      id: draft.hasOwnId || id === '' ? draft.id : id,
    });
  }
}

customElements.define('mux-route-editor', RouteEditor);
