import type { ChatRequest, NeutralTool, ResponseFormat, ToolChoice } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';

/** `tools`, and the older `functions`. Tools of other types than `function` become opaque. */
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
  if (type !== 'function') return { type: 'opaque', format: 'chat', value: isObject(value) ? value : {} };
  const cacheControl = tool.value('cache_control');
  // The Responses format has no `function` object around the fields; some clients send that here as well.
  const nested = tool.reader('function');
  return { ...decodeFunction(nested ?? tool), ...(cacheControl === undefined ? {} : { cacheControl }) };
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

/**
 * `tool_choice`, and the older `function_call`. A choice that the neutral model cannot say whole (`allowed_tools`, a
 * custom tool) is left among the extras too, for targets of the same format.
 */
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
  if (type === 'allowed_tools') {
    const mode = choice.reader('allowed_tools')?.string('mode') ?? choice.string('mode');
    return { toolChoice: mode === 'required' ? { type: 'required' } : { type: 'auto' } };
  }
  if (type !== 'function') return { toolChoice: toolChoiceNames.get(type) };
  body.value(field);
  const name = (choice.reader('function') ?? choice).requiredString('name');
  return { toolChoice: { type: 'tool', name } };
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
