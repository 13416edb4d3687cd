import type { CustomTool } from '../toolModel.ts';
import { asString } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** The one property of a custom tool's function. */
export const inputProperty = 'input';

/** The schema of the function that stands for a custom tool: one string, with the tool's grammar in its description. */
export function customToolParameters({ format }: CustomTool): JsonObject {
  return {
    type: 'object',
    properties: { [inputProperty]: { type: 'string', description: inputDescription(format) } },
    required: [inputProperty],
    additionalProperties: false,
  };
}

/** The arguments of the function for the free text of a custom tool's call. */
export function customToolArguments(input: string): string {
  return JSON.stringify({ [inputProperty]: input });
}

function inputDescription(format: JsonObject | undefined): string {
  const raw =
    'The raw input of this tool, exactly as the tool is to get it: plain text, not wrapped in anything.';
  if (format?.type !== 'grammar') return raw;
  const syntax = asString(format.syntax) ?? 'given';
  return `${raw} It must follow this grammar (${syntax}):\n${asString(format.definition) ?? ''}`;
}
