import type { JsonObject } from '../json.ts';

/** A tool's parameters as a schema that says its `type`: providers refuse one that does not, and a tool without parameters. */
export function objectSchema(parameters: JsonObject | undefined): JsonObject {
  if (parameters === undefined || Object.keys(parameters).length === 0)
    return { type: 'object', properties: {} };
  return parameters.type === undefined ? { type: 'object', ...parameters } : parameters;
}
