import type { ChatRequest } from '../exchange.ts';
import type { ResponseFormat } from '../requestParameters.ts';
import type { NeutralTool, ToolChoice } from '../toolModel.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** `tools`, and the older `functions`. Tools of other types than `function` and `custom` become opaque. */
export function decodeTools(body: FieldReader): NeutralTool[] {
  const tools = (body.list('tools') ?? []).map((tool, index) => decodeTool(tool, `tools[${index}]`));
  const functions = (body.list('functions') ?? []).map((value, index) =>
    decodeFunction(FieldReader.of(value, `functions[${index}]`)),
  );
  return [...tools, ...functions];
}

function decodeTool(value: JsonValue, path: string): NeutralTool {
  const tool = FieldReader.of(value, path);
  const type = tool.string('type') ?? 'function';
  if (type === 'custom') return decodeCustomTool(tool);
  if (type !== 'function') return { type: 'opaque', format: 'chat', value: isObject(value) ? value : {} };
  const cacheControl = tool.value('cache_control');
  // The Responses format has no `function` object around the fields; some clients send that here as well.
  const nested = tool.reader('function');
  return { ...decodeFunction(nested ?? tool), ...(cacheControl === undefined ? {} : { cacheControl }) };
}

function decodeCustomTool(tool: FieldReader): NeutralTool {
  const custom = tool.reader('custom') ?? tool;
  return {
    type: 'custom',
    name: custom.requiredString('name'),
    description: custom.string('description'),
    format: decodeToolFormat(custom.object('format')),
    extras: custom.rest(),
  };
}

/** Chat has the grammar's fields in an object of their own, where the neutral model and Responses have them beside the type. */
function decodeToolFormat(format: JsonObject | undefined): JsonObject | undefined {
  return isObject(format?.grammar) ? { type: 'grammar', ...format.grammar } : format;
}

function decodeFunction(reader: FieldReader): NeutralTool & { type: 'function' } {
  return {
    type: 'function',
    name: reader.requiredString('name'),
    description: reader.string('description'),
    parameters: reader.object('parameters'),
    strict: reader.boolean('strict'),
    cacheControl: reader.value('cache_control'),
    extras: reader.rest(),
  };
}

/** `tool_choice`, and the older `function_call`. A choice of a type that is not known here is left among the extras. */
export function decodeToolChoice(body: FieldReader): Pick<ChatRequest, 'toolChoice'> {
  const field = body.peek('tool_choice') === undefined ? 'function_call' : 'tool_choice';
  const value = body.peek(field);
  if (value === undefined) return {};
  const named = typeof value === 'string' ? toolChoiceNames.get(value) : undefined;
  if (named !== undefined) {
    body.value(field);
    return { toolChoice: named };
  }
  if (!isObject(value)) {
    throw wrongType(field, '"auto", "none", "required" or an object that names a tool', value);
  }
  const choice = new FieldReader(value, field);
  const type = choice.string('type') ?? 'function';
  switch (type) {
    case 'allowed_tools':
      body.value(field);
      return { toolChoice: decodeAllowedTools(choice.reader('allowed_tools') ?? choice) };
    case 'custom':
    case 'function': {
      body.value(field);
      const name = (choice.reader(type) ?? choice).requiredString('name');
      return { toolChoice: { type: 'tool', name, ...(type === 'custom' ? { custom: true } : {}) } };
    }
    default:
      return { toolChoice: toolChoiceNames.get(type) };
  }
}

function decodeAllowedTools(choice: FieldReader): ToolChoice {
  const allowed = (choice.list('tools') ?? []).map((value, index) => {
    const tool = FieldReader.of(value, `${choice.path('tools')}[${index}]`);
    return (tool.reader('function') ?? tool.reader('custom') ?? tool).requiredString('name');
  });
  return { type: choice.string('mode') === 'required' ? 'required' : 'auto', allowed };
}

const toolChoiceNames: ReadonlyMap<string, ToolChoice> = new Map([
  ['auto', { type: 'auto' }],
  ['none', { type: 'none' }],
  ['required', { type: 'required' }],
  // Mistral's and Anthropic's word for it.
  ['any', { type: 'required' }],
]);

/** `response_format`. A type that is not known here (a grammar, a regular expression) is left among the extras. */
export function decodeResponseFormat(body: FieldReader): ResponseFormat | undefined {
  const value = body.peek('response_format');
  if (value === undefined) return undefined;
  const format = FieldReader.of(value, 'response_format');
  switch (format.requiredString('type')) {
    case 'text':
      body.value('response_format');
      return { type: 'text' };
    case 'json_object':
      body.value('response_format');
      return { type: 'json' };
    case 'json_schema': {
      body.value('response_format');
      const path = format.path('json_schema');
      const json = FieldReader.of(format.value('json_schema'), path);
      const schema = json.object('schema');
      if (schema === undefined) throw wrongType(json.path('schema'), 'a JSON schema (an object)', schema);
      return {
        type: 'jsonSchema',
        name: json.string('name'),
        description: json.string('description'),
        schema,
        strict: json.boolean('strict'),
      };
    }
    default:
      return undefined;
  }
}
