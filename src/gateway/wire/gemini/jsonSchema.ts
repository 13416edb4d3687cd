import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { camelKeys } from './camelFields.ts';

/** Keywords whose values Google writes as text, because its JSON has no 64-bit integers. */
const countKeywords = ['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'];

/**
 * A schema of Gemini's OpenAPI subset (`parameters`, `responseSchema`) as JSON schema: type names in lower case, `nullable` as a
 * second type, counts as numbers, `example` as `examples`. A schema that is JSON schema already stays what it is.
 */
export function toJsonSchema(value: JsonValue): JsonObject {
  if (!isObject(value)) return {};
  const { type, nullable, example, ...schema } = camelKeys(value);
  const name = typeof type === 'string' ? type.toLowerCase() : type;
  const isNamed = name !== undefined && name !== 'type_unspecified';
  const result: JsonObject = isNamed
    ? { type: nullable === true ? [name, 'null'] : name, ...schema }
    : schema;
  if (example !== undefined) result.examples = [example];
  for (const keyword of countKeywords) {
    const count = result[keyword];
    if (typeof count === 'string' && Number.isFinite(Number(count))) result[keyword] = Number(count);
  }
  if (nullable === true && Array.isArray(result.enum)) result.enum = [...result.enum, null];
  if (isObject(result.items)) result.items = toJsonSchema(result.items);
  if (isObject(result.properties)) result.properties = eachSchema(result.properties);
  if (Array.isArray(result.anyOf)) result.anyOf = asArray(result.anyOf).map(toJsonSchema);
  return result;
}

function eachSchema(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(schema ?? {})]),
  );
}
