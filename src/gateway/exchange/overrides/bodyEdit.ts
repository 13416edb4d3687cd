import { isObject, type JsonObject, type JsonValue } from '../../wire/json.ts';

/** One change to a request's body: a member set, or taken out (`undefined`). */
export interface BodyEdit {
  /** Keys from the top down; objects that are missing on the way are added. */
  readonly path: readonly string[];
  readonly value: JsonValue | undefined;
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(body: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = body;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** The edit that takes a member out, with the objects around it that have nothing else in them. */
export function removal(body: JsonObject, path: readonly string[]): BodyEdit {
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? undefined : valueAt(body, parentPath);
  const isAlone = isObject(parent) && Object.keys(parent).length === 1;
  return isAlone ? removal(body, parentPath) : { path, value: undefined };
}

/** A body with the edits made; the given one stays as it is. */
export function editedBody(body: JsonObject, edits: readonly BodyEdit[]): JsonObject {
  return edits.reduce((edited, { path, value }) => withValue(edited, path, value), body);
}

function withValue(
  body: JsonObject,
  [key, ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonObject {
  if (key === undefined) return body;
  // What is not there needs no taking out.
  if (value === undefined && rest.length > 0 && !isObject(body[key])) return body;
  const inner = rest.length === 0 ? value : withValue(objectAt(body, key), rest, value);
  if (inner !== undefined) return { ...body, [key]: inner };
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
}

function objectAt(body: JsonObject, key: string): JsonObject {
  const value = body[key];
  return isObject(value) ? value : {};
}
