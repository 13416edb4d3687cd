import type { JsonObject } from '../json.ts';

/** The fields of a nested object as extras of the request, under the names by which they are reported: `toolConfig.field`. */
export function toNestedExtras(object: string, fields: JsonObject | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([field, value]) => [`${object}.${field}`, value]),
  );
}

/** The nested object's fields again. */
export function fromNestedExtras(object: string, extras: JsonObject): JsonObject {
  const prefix = `${object}.`;
  return Object.fromEntries(
    Object.entries(extras)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Whether an extra stands in an object that the request has beside it. */
export function isNestedExtra(name: string): boolean {
  return name.includes('.');
}
