import type { EffectiveConfig } from '../../config/effectiveConfig.ts';

/** A name that clients may ask for and that is no model of a provider: who answers is decided here. */
export interface NamedChoice {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
}

/** `auto`, the workspaces, and the routes that can be used, as they stand in model lists. */
export function namedChoices({
  workspaces,
  routes,
}: Pick<EffectiveConfig, 'workspaces' | 'routes'>): NamedChoice[] {
  return [
    { id: 'auto', name: 'Auto (the rules of the active workspace)' },
    ...[...workspaces.values()].map(({ id, name }) => ({
      id: `workspace:${id}`,
      name: `Workspace ${name ?? id}`,
    })),
    ...[...routes.values()]
      .filter(({ broken }) => broken === undefined)
      .map(({ id, name }) => ({ id: `@${id}`, name: `Route ${name ?? id}` })),
  ];
}
