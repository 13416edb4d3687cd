import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { JsonObject } from '../../model/json.ts';
import { knownModels } from '../../model/knownModels.ts';
import { type ListedRoute, listRoutes } from '../../model/listedRoutes.ts';
import { editedObject } from '../../model/objectDrafts.ts';
import { controlStyles } from '../controlStyles.ts';
import { entryTabStyles } from '../entryTabStyles.ts';
import { pageStyles } from '../pageStyles.ts';
import './routeEditor.ts';
import { sectionStyles } from '../sectionStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import './tiersTable.ts';
import { giveFocus } from '../focus.ts';

/** The page of routes: which there are, the shown one, and the tiers that hold everywhere. */
export class RoutesPage extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    pageStyles,
    entryTabStyles,
    sectionStyles,
    css`
      .tiers {
        margin-top: 32px;
        padding-top: 20px;
        border-top: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
      }
      .tiers .lead {
        margin: 4px 0 12px;
      }
    `,
  ];

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const count = (state: StoreElement['state']): number =>
      state.page === undefined ? 0 : listRoutes(state.page.settings, state.drafts).length;
    // What had the focus went with the route.
    if (before !== undefined && before.view.tab === 'routes' && count(before) > count(this.state)) {
      giveFocus(this.renderRoot.querySelector<HTMLElement>('.entry, .new'));
    }
  }

  override render(): TemplateResult {
    const { page, drafts, view } = this.state;
    if (page === undefined) return html``;
    const routes = listRoutes(page.settings, drafts);
    const shown =
      routes.find(({ key }) => key === view.route) ??
      routes.find(({ draft }) => draft.id === view.route) ??
      routes[0];
    return html`
      <nav aria-label=${l10n.t('Routes')}>
        ${repeat(
          routes,
          ({ key }) => key,
          (route) => this.#renderTab(route, route.key === shown?.key),
        )}
        <vscode-button class="new" secondary icon="add" @click=${() => this.actions.routes.create()}
          >${l10n.t('New Route')}</vscode-button
        >
      </nav>
      ${
        shown === undefined
          ? renderEmpty()
          : keyed(
              shown.key,
              html`<mux-route-editor
                .state=${this.state}
                .actions=${this.actions}
                .route=${shown}
              ></mux-route-editor>`,
            )
      }
      ${this.#renderTiers()}
    `;
  }

  #renderTab({ key, title, isUnsaved }: ListedRoute, isShown: boolean): TemplateResult {
    return html`
      <button
        class="entry"
        aria-current=${isShown ? 'true' : 'false'}
        @click=${() => this.actions.routes.select(key)}
      >
        <span>${title}</span>
        ${
          isUnsaved
            ? html`<span class="dot" aria-hidden="true">●</span
                ><span class="screen-reader">${l10n.t('(unsaved)')}</span>`
            : nothing
        }
      </button>
    `;
  }

  #renderTiers(): TemplateResult {
    return html`
      <section class="tiers" aria-label=${l10n.t('Tiers')}>
        <h2>${l10n.t('Tiers')}</h2>
        <p class="muted lead">
          ${l10n.t("Where a request goes that names a model which nobody here has, as Claude Code asks for its opus, sonnet and haiku. Asked after the rules, before a workspace's own model; the first row that matches decides.")}
        </p>
        <mux-tiers-table
          .value=${editedObject(this.state, 'tiers')}
          .known=${knownModels(this.state, 'text')}
          @mux-tiers=${(event: CustomEvent<JsonObject>) => this.actions.objects.edit('tiers', event.detail)}
        ></mux-tiers-table>
      </section>
    `;
  }
}

function renderEmpty(): TemplateResult {
  return html`
    <div class="empty">
      <h3>${l10n.t('No route yet')}</h3>
      <p class="muted">
        ${l10n.t('A route is a group of models under one name, such as @strong: the first that can answers, or the cheapest, or the fastest. It stands wherever a model can, so that a rule need not know which subscription has room left.')}
      </p>
    </div>
  `;
}

customElements.define('mux-routes-page', RoutesPage);
