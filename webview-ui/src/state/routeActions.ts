import * as l10n from '@vscode/l10n';
import { ownMember } from '../../../src/protocol/sameJson.ts';
import { withRouteDraft } from '../model/drafts.ts';
import { freeId } from '../model/ids.ts';
import { withMember } from '../model/json.ts';
import { type ListedRoute, listRoutes } from '../model/listedRoutes.ts';
import { routeUses, useText } from '../model/referenceUses.ts';
import { newRouteDraft, routeChanges, type RouteDraft, routeValue } from '../model/routeDraft.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with routes. */
export class RouteActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  select(key: string): void {
    const { view } = this.#store.state;
    this.#store.update({ view: { ...view, tab: 'routes', isEditingProvider: false, route: key } });
  }

  /** Takes over an edit; nothing is written before `save`. */
  edit(key: string, draft: RouteDraft): void {
    this.#store.update({ drafts: withRouteDraft(this.#store.state.drafts, key, draft) });
  }

  /** Begins a new route with one target and shows it. */
  create(): void {
    this.#begin(newRouteDraft(this.#freeId('route')));
  }

  /** Begins a copy of a route, as it is edited right now, and shows it. */
  duplicate({ draft, title }: ListedRoute): void {
    const content = withMember(routeValue(draft), 'name', l10n.t('{0} (copy)', title));
    this.#begin(newRouteDraft(this.#freeId(`${draft.id}-copy`), content));
  }

  /** Writes the edits of a route; what names it follows another id. */
  save(key: string): void {
    const { page } = this.#store.state;
    const draft = this.#draft(key);
    if (draft === undefined || page === undefined) return;
    void this.#store.write(routeChanges(draft, page.settings), {
      onWritten: () => this.#saved(key, draft),
    });
  }

  /** Shows the edits of a route next to what the settings say by now. */
  compare(key: string): void {
    const { page } = this.#store.state;
    const draft = this.#draft(key);
    if (draft === undefined || page === undefined) return;
    const conflict = { path: `routes.${key}`, current: ownMember(page.settings.routes, key) };
    this.#store.openConflict([conflict], routeChanges(draft, page.settings), {
      onWritten: () => this.#saved(key, draft),
    });
  }

  /** Forgets the edits of a route. */
  discard(key: string): void {
    this.#store.update({ drafts: withRouteDraft(this.#store.state.drafts, key, undefined) });
  }

  /** Asks, naming what uses it, then deletes a route; a new one is just forgotten. */
  remove({ key, draft, title }: ListedRoute): void {
    const { page } = this.#store.state;
    const { savedId, base } = draft;
    if (savedId === undefined || page === undefined) {
      this.discard(key);
      return;
    }
    const uses = routeUses(savedId, page).map(useText);
    this.#store.ask({
      title: l10n.t('Delete the route "{0}"?', title),
      lines:
        uses.length === 0
          ? [l10n.t('Nothing uses it.')]
          : [l10n.t('Used here, and marked broken when it is gone:'), ...uses],
      confirm: l10n.t('Delete'),
      run: () =>
        void this.#store.write([{ kind: 'entry', table: 'routes', id: savedId, base }], {
          onWritten: () => this.discard(key),
        }),
    });
  }

  #saved(key: string, draft: RouteDraft): void {
    const newest = this.#draft(key);
    this.discard(key);
    // What was typed while it was saved is not saved yet.
    if (newest !== undefined && newest !== draft) {
      const rebased = { ...newest, savedId: draft.id, base: routeValue(draft) };
      this.#store.update({ drafts: withRouteDraft(this.#store.state.drafts, draft.id, rebased) });
    }
    if (this.#store.state.view.route === key) this.select(draft.id);
  }

  #draft(key: string): RouteDraft | undefined {
    const { routes } = this.#store.state.drafts;
    return Object.hasOwn(routes, key) ? routes[key] : undefined;
  }

  #begin(draft: RouteDraft): void {
    const key = `new:${draft.id}`;
    this.#store.update({ drafts: withRouteDraft(this.#store.state.drafts, key, draft) });
    this.select(key);
  }

  #freeId(id: string): string {
    const { page, drafts } = this.#store.state;
    if (page === undefined) return id;
    return freeId(
      id,
      listRoutes(page.settings, drafts).map(({ draft }) => draft.id),
    );
  }
}
