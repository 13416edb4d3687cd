/** A JSON object whose members are not known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member when it is a text, else the empty text. */
export function textMember(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** The texts of a list member; a single text counts as a list of one, anything else as none. */
export function textListMember(object: JsonObject, key: string): string[] {
  const value = object[key];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The object with a member set, or removed for `undefined`; the order of the others stays. */
export function withMember(object: JsonObject, key: string, value: unknown): JsonObject {
  const entries = Object.entries(object).filter(([name]) => name !== key || value !== undefined);
  if (value === undefined) return Object.fromEntries(entries);
  if (!Object.hasOwn(object, key)) return { ...object, [key]: value };
  return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? value : old]));
}
