import { isJsonObject, type JsonObject } from './json.ts';

/** An item of a list that is edited and sorted; `key` tells the items apart, whatever their order. */
export interface Row {
  readonly key: number;
  readonly value: JsonObject;
}

/** The items of a setting's list; what is no object counts as an empty one, so that every item keeps its place. */
export function rowsOf(list: unknown): Row[] {
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown, key) => ({ key, value: isJsonObject(value) ? value : {} }));
}

/** Gives a row another value. */
export function withRow<R extends Row>(rows: readonly R[], key: number, value: JsonObject): R[] {
  return rows.map((row) => (row.key === key ? { ...row, value } : row));
}

/** Takes a row away. */
export function withoutRow<R extends Row>(rows: readonly R[], key: number): R[] {
  return rows.filter((row) => row.key !== key);
}

/** Moves an item to an index, counted without it; indices beyond the ends mean the ends. */
export function withRowAt<R extends Row>(rows: readonly R[], key: number, index: number): R[] {
  const moved = rows.find((row) => row.key === key);
  const others = withoutRow(rows, key);
  return moved === undefined ? others : others.toSpliced(Math.max(0, index), 0, moved);
}

/** Adds an item at the end, or below another one. */
export function withNewRow(rows: readonly Row[], value: JsonObject, belowKey?: number): Row[] {
  const below = rows.findIndex((row) => row.key === belowKey);
  return rows.toSpliced(below < 0 ? rows.length : below + 1, 0, { key: freeKey(rows), value });
}

/** A key that no item has. */
export function freeKey(rows: readonly Row[]): number {
  return 1 + Math.max(-1, ...rows.map(({ key }) => key));
}
