import { asArray, asString, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { ChangeOf } from './changeField.ts';
import type { QuirkedBody } from './quirkedBody.ts';

type SchemasChange = ChangeOf<'schemaKeywords' | 'schemaInPrompt'>;

/** Applies a quirk of the JSON schemas in tools and answer format (chat format). */
export function changeSchemas(body: QuirkedBody, change: SchemasChange): void {
  switch (change.kind) {
    case 'schemaKeywords': {
      stripKeywords(body, new Set(change.keywords));
      return;
    }
    case 'schemaInPrompt': {
      putSchemaInPrompt(body);
      return;
    }
  }
}

function stripKeywords(body: QuirkedBody, keywords: ReadonlySet<string>): void {
  const stripped = new Set<string>();
  const strip = (schema: JsonValue): JsonValue => withoutKeywords(schema, keywords, stripped);
  const { tools, response_format: format } = body.body;
  const changed: Record<string, JsonValue> = {};
  if (Array.isArray(tools)) changed['tools'] = tools.map((tool) => withParameters(tool, strip));
  if (isObject(format) && isObject(format['json_schema']) && format['json_schema']['schema'] !== undefined) {
    const { json_schema: named } = format;
    changed['response_format'] = {
      ...format,
      json_schema: { ...named, schema: strip(named['schema'] ?? {}) },
    };
  }
  if (stripped.size === 0) return;
  body.set(changed);
  for (const keyword of stripped) body.lose(`schema.${keyword}`);
}

function withParameters(tool: JsonValue, strip: (schema: JsonValue) => JsonValue): JsonValue {
  if (!isObject(tool) || !isObject(tool['function'])) return tool;
  const { parameters } = tool['function'];
  return parameters === undefined
    ? tool
    : { ...tool, function: { ...tool['function'], parameters: strip(parameters) } };
}

/** Members below these are names that the user chose, not keywords. */
const namedSchemas = new Set(['properties', 'patternProperties', '$defs', 'definitions']);
/** Values that are data, not schemas. */
const dataMembers = new Set(['enum', 'const', 'default', 'examples', 'required']);

function withoutKeywords(schema: JsonValue, keywords: ReadonlySet<string>, stripped: Set<string>): JsonValue {
  if (Array.isArray(schema)) return schema.map((entry) => withoutKeywords(entry, keywords, stripped));
  if (!isObject(schema)) return schema;
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    if (keywords.has(name)) stripped.add(name);
    else if (dataMembers.has(name)) kept[name] = value;
    else if (namedSchemas.has(name) && isObject(value)) {
      kept[name] = Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          key,
          withoutKeywords(member ?? {}, keywords, stripped),
        ]),
      );
    } else if (value !== undefined) kept[name] = withoutKeywords(value, keywords, stripped);
  }
  return kept;
}

function putSchemaInPrompt(body: QuirkedBody): void {
  const { response_format: format, messages } = body.body;
  if (!isObject(format) || format['type'] !== 'json_schema' || !Array.isArray(messages)) return;
  const schema = isObject(format['json_schema']) ? (format['json_schema']['schema'] ?? {}) : {};
  const text = `Answer with one JSON value, and nothing else, that is valid against this JSON schema:\n${JSON.stringify(schema)}`;
  body.set({ response_format: { type: 'json_object' }, messages: withSystemText(messages, text) });
}

/** The messages with a text behind the first system message's own, or before all. */
function withSystemText(messages: readonly JsonValue[], text: string): JsonValue[] {
  const [first, ...others] = messages;
  if (!isObject(first) || first['role'] !== 'system') return [{ role: 'system', content: text }, ...messages];
  const own = asString(first['content']);
  const content =
    own === undefined ? [...asArray(first['content']), { type: 'text', text }] : `${own}\n\n${text}`;
  return [{ ...first, content }, ...others];
}
