import { isJsonObject, textListMember, textMember } from './json.ts';

/**
 * The way along which a route comes back to itself, from the route to itself again; undefined when it does not.
 * @param routes values of all routes by id, as they would be written
 */
export function routeCycle(route: string, routes: ReadonlyMap<string, unknown>): string[] | undefined {
  const visited = new Set<string>();
  const find = (id: string, path: readonly string[]): string[] | undefined => {
    for (const next of targetRoutes(routes.get(id))) {
      if (next === route) return [...path, next];
      if (visited.has(next)) continue;
      visited.add(next);
      const cycle = find(next, [...path, next]);
      if (cycle !== undefined) return cycle;
    }
    return undefined;
  };
  return find(route, [route]);
}

/** The routes that a route's targets name, those that are on, and its summarizer. */
function targetRoutes(value: unknown): string[] {
  if (!isJsonObject(value)) return [];
  const targets: unknown[] = Array.isArray(value['targets']) ? value['targets'] : [];
  const models = targets.flatMap((target) =>
    isJsonObject(target) && target['enabled'] !== false ? textListMember(target, 'model') : [],
  );
  return [...models, textMember(value, 'summarizer')]
    .filter((model) => model.startsWith('@'))
    .map((model) => model.slice(1));
}
