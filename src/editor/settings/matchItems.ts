import { sameJson } from '../../protocol/sameJson.ts';

/**
 * Finds for each item of a new list the item of the old one that it was: equal ones first, in order, then those that
 * share the most members. An old item is used once.
 * @returns the old index for each new item, or undefined for an added one
 */
export function matchItems(before: readonly unknown[], after: readonly unknown[]): (number | undefined)[] {
  const free = new Set(before.keys());
  const take = (index: number | undefined): number | undefined => {
    if (index !== undefined) free.delete(index);
    return index;
  };
  const matched = after.map((item) => take([...free].find((index) => sameJson(before[index], item))));
  return matched.map(
    (index, position) => index ?? take(mostSimilar(free, before, after[position], position)),
  );
}

function mostSimilar(
  free: ReadonlySet<number>,
  before: readonly unknown[],
  item: unknown,
  position: number,
): number | undefined {
  let best: { index: number; score: number } | undefined;
  for (const index of free) {
    const score = similarity(before[index], item) + (index === position ? 0.5 : 0);
    if (score > 0.5 && (best === undefined || score > best.score)) best = { index, score };
  }
  return best?.index;
}

/** How many members two objects have in common. */
function similarity(a: unknown, b: unknown): number {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return 0;
  return Object.entries(a).filter(([key, value]) => sameJson(value, (b as Record<string, unknown>)[key]))
    .length;
}
