/** A way round: the ids of routes, the last of which refers to the first. */
export type RouteCycle = readonly [string, ...string[]];

/**
 * The cycles among routes, so many that every route that is part of one is in at least one of them; each the shortest from its
 * first route on, in the order written.
 * @param edges the routes that each route refers to
 */
export function routeCycles(edges: ReadonlyMap<string, readonly string[]>): RouteCycle[] {
  const cycles: RouteCycle[] = [];
  const covered = new Set<string>();
  for (const start of edges.keys()) {
    if (covered.has(start)) continue;
    const cycle = shortestWayRound(start, edges);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const id of cycle) covered.add(id);
  }
  return cycles;
}

/** A cycle as people read it: `@a → @b → @a`. */
export function cycleText(cycle: RouteCycle): string {
  return [...cycle, cycle[0]].map((id) => `@${id}`).join(' → ');
}

function shortestWayRound(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
): RouteCycle | undefined {
  const seen = new Set<string>([start]);
  let ways: RouteCycle[] = [[start]];
  while (ways.length > 0) {
    const longer: RouteCycle[] = [];
    for (const way of ways) {
      for (const next of edges.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return way;
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return undefined;
}
