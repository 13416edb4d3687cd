import type { ResponseFormat } from '../requestParameters.ts';
import type { CustomTool, NeutralTool, ToolChoice } from '../toolModel.ts';
import { asString } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { objectSchema } from '../tools/objectSchema.ts';
import { openaiToolChoice } from '../openaiToolChoice.ts';
import { isToolSearch, namespaceDescription } from './decodeTools.ts';
import type { RequestEncoding } from './requestEncoding.ts';

type NamedTool = Exclude<NeutralTool, { type: 'opaque' }>;

/** Writes `tools`, `tool_choice` and `parallel_tool_calls`; the latter two only with tools, as OpenAI refuses them alone. */
export function encodeTools(encoding: RequestEncoding): void {
  const { body, request } = encoding;
  const tools = encodeList(encoding);
  if (tools.length === 0) return;
  body.set('tools', tools);
  if (request.toolChoice !== undefined) body.set('tool_choice', encodeChoice(request.toolChoice, encoding));
  body.set('parallel_tool_calls', request.parallelToolCalls);
}

/** Tools in their order, those of one namespace together where its first stands. */
function encodeList(encoding: RequestEncoding): JsonObject[] {
  const tools: JsonObject[] = [];
  const groups = new Map<string, JsonObject[]>();
  for (const tool of encoding.request.tools) {
    if (tool.type === 'opaque') {
      if (tool.format === 'responses') tools.push(tool.value);
      else encoding.body.drop(`tools.${opaqueName(tool.value)}`);
      continue;
    }
    const encoded = encodeTool(tool, encoding);
    if (tool.namespace === undefined) {
      tools.push(encoded);
      continue;
    }
    const group = groups.get(tool.namespace);
    if (group !== undefined) {
      group.push(encoded);
      continue;
    }
    const members = [encoded];
    groups.set(tool.namespace, members);
    const description = asString(tool.extras?.[namespaceDescription]) ?? tool.namespace;
    tools.push({ type: 'namespace', name: tool.namespace, description, tools: members });
  }
  return tools;
}

function encodeTool(tool: NamedTool, encoding: RequestEncoding): JsonObject {
  const extras = encoding.sameFormat ? extrasOf(tool) : {};
  const description = tool.description === undefined ? {} : { description: tool.description };
  if (tool.type === 'custom') return { ...encodeCustom(tool), ...description, ...extras };
  if (encoding.sameFormat && isToolSearch(tool)) {
    return { type: 'tool_search', ...description, parameters: tool.parameters ?? null, ...extras };
  }
  return {
    type: 'function',
    name: encoding.toolNames.toUpstream(tool.name),
    ...description,
    parameters: objectSchema(tool.parameters),
    // Functions are strict here unless the request says no; in every other format it is the other way round.
    ...(encoding.sameFormat && tool.strict === undefined ? {} : { strict: tool.strict ?? false }),
    ...extras,
  };
}

/** The tool's other fields; what its group says of itself stands in the group. */
function extrasOf({ extras = {} }: NamedTool): JsonObject {
  return Object.fromEntries(Object.entries(extras).filter(([field]) => field !== namespaceDescription));
}

function encodeCustom({ name, format }: CustomTool): JsonObject {
  return { type: 'custom', name, ...(format === undefined ? {} : { format }) };
}

function encodeChoice(choice: ToolChoice, { request, toolNames }: RequestEncoding): JsonValue {
  return openaiToolChoice(choice, request.tools, {
    reference: (name, isCustom) =>
      isCustom ? { type: 'custom', name } : { type: 'function', name: toolNames.toUpstream(name) },
    allowed: (mode, tools) => ({ type: 'allowed_tools', mode, tools }),
  });
}

/** `text.format`. It demands a name for a schema, and is strict only where the client said so. */
export function encodeFormat(format: ResponseFormat | undefined): JsonObject | undefined {
  switch (format?.type) {
    case undefined:
      return undefined;
    case 'text':
      return { type: 'text' };
    case 'json':
      return { type: 'json_object' };
    case 'jsonSchema':
      return {
        type: 'json_schema',
        name: format.name ?? 'answer',
        ...(format.description === undefined ? {} : { description: format.description }),
        schema: format.schema,
        strict: format.strict ?? false,
      };
  }
}
