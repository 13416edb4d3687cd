import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Keywords of Google's schemas as its JSON may spell them, too. */
const snakeCase: Readonly<Record<string, string>> = {
  any_of: 'anyOf',
  min_items: 'minItems',
  max_items: 'maxItems',
  min_length: 'minLength',
  max_length: 'maxLength',
  min_properties: 'minProperties',
  max_properties: 'maxProperties',
  property_ordering: 'propertyOrdering',
};

/** Keywords whose values Google writes as text, because its JSON has no 64-bit integers. */
const counts: ReadonlySet<string> = new Set([
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
]);

const oneSchema: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'not', 'contains']);
const schemaLists: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const schemaMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

/**
 * A schema of Gemini's OpenAPI subset (`parameters`, `responseSchema`) as JSON schema: type names in lower case, `nullable` as a
 * second type, counts as numbers, `example` as `examples`. JSON schema stays what it is, but for the type names: Gemini CLI
 * writes Google's in it.
 */
export function toJsonSchema(value: JsonValue): JsonObject {
  if (!isObject(value)) return {};
  const { nullable, example, ...keywords } = value;
  const schema: JsonObject = {};
  for (const [written, keyword] of Object.entries(keywords)) {
    const name = snakeCase[written] ?? written;
    schema[name] = keyword === undefined ? undefined : valueOf(name, keyword);
  }
  if (schema.type === 'type_unspecified') delete schema.type;
  if (nullable === true && typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (nullable === true && Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  if (example !== undefined) schema.examples = [example];
  return schema;
}

function valueOf(name: string, value: JsonValue): JsonValue {
  if (name === 'type') return lowerCase(value);
  if (counts.has(name) && typeof value === 'string' && value !== '') {
    return Number.isFinite(Number(value)) ? Number(value) : value;
  }
  if (oneSchema.has(name) && isObject(value)) return toJsonSchema(value);
  if (schemaLists.has(name) && Array.isArray(value)) return value.map(schemaOf);
  if (!schemaMaps.has(name) || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, schemaOf(schema ?? {})]));
}

/** `true` and `false` are schemas, too. */
function schemaOf(value: JsonValue): JsonValue {
  return isObject(value) ? toJsonSchema(value) : value;
}

function lowerCase(type: JsonValue): JsonValue {
  if (Array.isArray(type)) return type.map(lowerCase);
  return typeof type === 'string' ? type.toLowerCase() : type;
}
