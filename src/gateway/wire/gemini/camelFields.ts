import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * A reader of one of Gemini's objects. Google's JSON reads field names in camelCase and in snake_case alike, so both reach
 * the reader as camelCase; errors name the field in camelCase. Throws `invalid_request` when the value is no object.
 */
export function camelFields(value: JsonValue | undefined, path: string): FieldReader {
  if (!isObject(value)) throw wrongType(path, 'an object', value);
  return new FieldReader(camelKeys(value), path);
}

/** The reader of a field that may be absent. */
export function nestedFields(fields: FieldReader | undefined, key: string): FieldReader | undefined {
  const value = fields?.value(key);
  return fields === undefined || value === undefined ? undefined : camelFields(value, fields.path(key));
}

/** A number; Google's JSON reads numbers from text, too. Throws `invalid_request` for anything else. */
export function numberField(fields: FieldReader | undefined, key: string): number | undefined {
  const value = fields?.peek(key);
  if (fields === undefined || typeof value !== 'string' || value.trim() === '') return fields?.number(key);
  const number = Number(fields.value(key));
  if (Number.isFinite(number)) return number;
  throw wrongType(fields.path(key), 'a number', value);
}

/** A list of objects, each with its reader; one object alone counts as a list of one, as Google's own parser reads it. */
export function listedFields(fields: FieldReader, key: string): FieldReader[] {
  const value = fields.value(key);
  if (value === undefined) return [];
  const list = isObject(value) ? [value] : value;
  if (!Array.isArray(list)) throw wrongType(fields.path(key), 'a list', value);
  return list.map((entry, index) => camelFields(entry, `${fields.path(key)}[${index}]`));
}

/** The object with its own keys in camelCase; what they hold stays as it is. */
export function camelKeys(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [camelCase(key), value]));
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
