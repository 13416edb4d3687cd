import type { AppState } from '../state/appState.ts';
import { listRoutes, routeIds } from './listedRoutes.ts';
import { type ChoiceGroup, modelChoices, type ModelUse, routeChoices } from './modelChoices.ts';

/** What a model's field may name. */
export interface KnownModels {
  readonly groups: readonly ChoiceGroup[];
  /** Those of the settings, and the built-in ones that the gateway knows. */
  readonly providerIds: readonly string[];
  readonly routeIds: readonly string[];
}

/**
 * The models and routes that a field can suggest, routes first.
 * @param except the route that is edited itself
 */
export function knownModels(
  { page, drafts }: Pick<AppState, 'page' | 'drafts'>,
  use: ModelUse = 'any',
  except?: string,
): KnownModels {
  if (page === undefined) return { groups: [], providerIds: [], routeIds: [] };
  const routes = listRoutes(page.settings, drafts)
    .filter(({ key }) => key !== except)
    .map(({ draft, title }) => ({ id: draft.savedId ?? draft.id, name: title }));
  return {
    groups: [
      ...(use === 'embeddings' ? [] : routeChoices(routes)),
      ...modelChoices(page.status.providers, use),
    ],
    providerIds: [...Object.keys(page.settings.providers), ...page.status.providers.map(({ id }) => id)],
    routeIds: routeIds(page.settings, drafts),
  };
}
