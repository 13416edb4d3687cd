import type { JsonObject, JsonValue } from '../json.ts';
import { isObject } from '../json.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/**
 * `output_config.format` and, for OpenAI's JSON mode, which Anthropic does not have, a sentence to add to the system text
 * that asks for the same (reported as dropped: nothing enforces it).
 */
export function encodeResponseFormat(encoding: RequestEncoding): {
  format?: JsonObject;
  instruction?: string;
} {
  const format = encoding.request.responseFormat;
  switch (format?.type) {
    case undefined:
    case 'text':
      return {};
    case 'jsonSchema':
      return { format: { type: 'json_schema', schema: closedObjects(format.schema) as JsonObject } };
    case 'json':
      encoding.body.drop('response_format');
      return {
        instruction: 'Answer with one JSON object and nothing else: no text around it, no Markdown fences.',
      };
  }
}

/**
 * The schema with `additionalProperties: false` at every object that lists its properties and does not say: Anthropic
 * refuses a schema without it, and what it then allows, the client's schema allows too.
 */
function closedObjects(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(closedObjects);
  if (!isObject(schema)) return schema;
  const closed: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (value !== undefined) closed[key] = key === 'enum' || key === 'const' ? value : closedObjects(value);
  }
  const listsProperties = schema.type === 'object' && isObject(schema.properties);
  if (listsProperties && schema.additionalProperties === undefined) closed.additionalProperties = false;
  return closed;
}
