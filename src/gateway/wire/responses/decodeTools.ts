import type { ChatRequest } from '../exchange.ts';
import type { NeutralTool, ToolChoice } from '../toolModel.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asString, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';

/** The tool of a client that looks up its deferred tools itself: to any other format it is a function. */
export const toolSearchName = 'tool_search';

/** The extra in which a tool keeps what its group says of itself. */
export const namespaceDescription = 'namespace_description';

/**
 * A list of tools: functions, custom tools, and the tools of namespaces one by one. A tool search that the client runs
 * becomes a function; OpenAI's own tools (web search, file search, a shell …) become opaque. Throws `invalid_request`.
 */
export function decodeTools(tools: readonly JsonValue[], path: string): NeutralTool[] {
  return tools.flatMap((value, index) => decodeTool(value, `${path}[${index}]`));
}

function decodeTool(value: JsonValue, path: string): NeutralTool[] {
  const tool = FieldReader.of(value, path);
  const type = tool.peek('type') ?? 'function';
  if (type === 'namespace') return decodeNamespace(tool);
  if (type === 'tool_search' && tool.peek('execution') === 'client') return [decodeToolSearch(tool)];
  if (type === 'function' || type === 'custom') return [decodeNamedTool(tool, type)];
  return [{ type: 'opaque', format: 'responses', value: isObject(value) ? value : {} }];
}

function decodeNamedTool(
  tool: FieldReader,
  type: 'function' | 'custom',
): Exclude<NeutralTool, { type: 'opaque' }> {
  tool.value('type');
  // Chat's `function` object around the fields is a frequent mistake, and OpenAI's own SDKs once wrote it.
  const fields = tool.reader('function') ?? tool;
  const name = fields.requiredString('name');
  const description = fields.string('description');
  if (type === 'custom') {
    return { type, name, description, format: fields.object('format'), extras: fields.rest() };
  }
  const parameters = fields.object('parameters');
  const strict = fields.boolean('strict');
  return { type, name, description, parameters, strict, extras: fields.rest() };
}

function decodeNamespace(group: FieldReader): NeutralTool[] {
  const namespace = group.requiredString('name');
  const description = group.string('description');
  const tools = group.list('tools') ?? [];
  return tools.map((value, index) => {
    const tool = FieldReader.of(value, `${group.path('tools')}[${index}]`);
    const type = tool.peek('type') ?? 'function';
    if (type !== 'function' && type !== 'custom') {
      return { type: 'opaque', format: 'responses', value: isObject(value) ? value : {} };
    }
    const decoded = decodeNamedTool(tool, type);
    const extras = description === undefined ? {} : { [namespaceDescription]: description };
    return { ...decoded, namespace, extras: { ...decoded.extras, ...extras } };
  });
}

function decodeToolSearch(tool: FieldReader): NeutralTool {
  tool.value('type');
  const description = tool.string('description');
  const parameters = tool.object('parameters');
  return { type: 'function', name: toolSearchName, description, parameters, extras: tool.rest() };
}

/** Whether a tool stands for a tool search that the client runs. */
export function isToolSearch(tool: NeutralTool): boolean {
  return tool.type === 'function' && tool.name === toolSearchName && tool.extras?.execution === 'client';
}

/** `tool_choice`. One that demands a tool of OpenAI's own is left among the extras. Throws `invalid_request`. */
export function decodeToolChoice(body: FieldReader): Pick<ChatRequest, 'toolChoice'> {
  const value = body.peek('tool_choice');
  if (value === undefined) return {};
  if (value === 'auto' || value === 'none' || value === 'required') {
    body.value('tool_choice');
    return { toolChoice: { type: value } };
  }
  if (!isObject(value)) {
    throw wrongType('tool_choice', '"auto", "none", "required" or an object that names a tool', value);
  }
  const toolChoice = decodeNamedChoice(new FieldReader(value, 'tool_choice'));
  if (toolChoice === undefined) return {};
  body.value('tool_choice');
  return { toolChoice };
}

function decodeNamedChoice(choice: FieldReader): ToolChoice | undefined {
  const type = choice.string('type') ?? 'function';
  switch (type) {
    case 'function':
    case 'custom': {
      const name = (choice.reader('function') ?? choice).requiredString('name');
      const namespace = choice.string('namespace');
      return {
        type: 'tool',
        name,
        ...(namespace === undefined ? {} : { namespace }),
        ...(type === 'custom' ? { custom: true } : {}),
      };
    }
    case 'allowed_tools': {
      const mode = choice.string('mode') === 'required' ? 'required' : 'auto';
      const names = (choice.list('tools') ?? []).map((tool) =>
        isObject(tool) ? asString(tool.name) : undefined,
      );
      return names.every((name) => name !== undefined) ? { type: mode, allowed: names } : undefined;
    }
    case 'auto':
    case 'none':
    case 'required':
      return { type };
    default:
      return undefined;
  }
}
