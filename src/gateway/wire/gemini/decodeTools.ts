import type { NeutralTool, ToolChoice } from '../toolModel.ts';
import type { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';
import { listedFields, nestedFields } from './camelFields.ts';
import { toJsonSchema } from './jsonSchema.ts';

/** The `tools` field: every function declaration is a tool; Google's own (search, code execution …) become opaque. */
export function decodeTools(fields: FieldReader): NeutralTool[] {
  return listedFields(fields, 'tools').flatMap((tool) => {
    const functions = listedFields(tool, 'functionDeclarations').map(decodeFunction);
    const value = tool.rest();
    return value === undefined ? functions : [...functions, { type: 'opaque', format: 'gemini', value }];
  });
}

function decodeFunction(declaration: FieldReader): NeutralTool {
  const jsonSchema = declaration.object('parametersJsonSchema');
  const parameters = jsonSchema ?? declaration.object('parameters');
  return {
    type: 'function',
    name: declaration.requiredString('name'),
    description: declaration.string('description'),
    parameters: parameters === undefined ? undefined : toJsonSchema(parameters),
    extras: declaration.rest(),
  };
}

/** What `toolConfig` says: which tools may or must be called, and its other fields. */
export interface DecodedToolConfig {
  readonly toolChoice?: ToolChoice;
  readonly extras?: JsonObject;
}

/** The `toolConfig` field. `VALIDATED` is `AUTO` with arguments that are sure to fit, which no other format says. */
export function decodeToolConfig(fields: FieldReader): DecodedToolConfig {
  const config = nestedFields(fields, 'toolConfig');
  const calling = nestedFields(config, 'functionCallingConfig');
  const extras: JsonObject = { ...config?.rest() };
  const mode = calling?.string('mode')?.toUpperCase();
  const allowed = calling?.strings('allowedFunctionNames') ?? [];
  const toolChoice = toolChoiceOf(mode, allowed);
  const rest = { ...calling?.rest(), ...(toolChoice === 'unknown' ? { mode } : {}) };
  if (Object.keys(rest).length > 0) extras.functionCallingConfig = rest;
  return {
    toolChoice: toolChoice === 'unknown' ? undefined : toolChoice,
    extras: Object.keys(extras).length === 0 ? undefined : extras,
  };
}

/** `unknown`: a mode of tomorrow, which Google may know. */
function toolChoiceOf(
  mode: string | undefined,
  allowed: readonly string[],
): ToolChoice | 'unknown' | undefined {
  const [only, ...more] = allowed;
  const restriction = only === undefined ? {} : { allowed };
  switch (mode) {
    case undefined:
    case 'MODE_UNSPECIFIED':
      return undefined;
    case 'AUTO':
    case 'VALIDATED':
      return { type: 'auto', ...restriction };
    case 'NONE':
      return { type: 'none' };
    case 'ANY':
      return only !== undefined && more.length === 0
        ? { type: 'tool', name: only }
        : { type: 'required', ...restriction };
    default:
      return 'unknown';
  }
}
