import type { ResponseFormat } from '../requestParameters.ts';
import type { CustomTool, NeutralTool } from '../toolModel.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { unflattened } from '../unflattened.ts';
import { opaqueName } from '../opaqueName.ts';
import { objectSchema } from '../tools/objectSchema.ts';
import { openaiToolChoice } from '../openaiToolChoice.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Writes `tools`, `tool_choice` and `parallel_tool_calls`; the latter two only with tools, as servers refuse them alone. */
export function encodeTools(encoding: RequestEncoding): void {
  const { body, request } = encoding;
  const tools = request.tools.flatMap((tool) => encodeTool(tool, encoding));
  if (tools.length === 0) return;
  body.set('tools', tools);
  body.set('tool_choice', encodeToolChoice(encoding));
  body.set('parallel_tool_calls', request.parallelToolCalls);
}

function encodeToolChoice({ request, toolNames }: RequestEncoding): JsonValue | undefined {
  if (request.toolChoice === undefined) return undefined;
  return openaiToolChoice(request.toolChoice, request.tools, {
    reference: (name, isCustom) => {
      const type = isCustom ? 'custom' : 'function';
      return { type, [type]: { name: toolNames.toUpstream(name) } };
    },
    allowed: (mode, tools) => ({ type: 'allowed_tools', allowed_tools: { mode, tools } }),
  });
}

/** Chat's `response_format`. It demands a name for a schema; a strict flag that the client did not set stays unset. */
export function encodeResponseFormat(format: ResponseFormat | undefined): JsonObject | undefined {
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
        json_schema: {
          name: format.name ?? 'answer',
          ...(format.description === undefined ? {} : { description: format.description }),
          schema: format.schema,
          ...(format.strict === undefined ? {} : { strict: format.strict }),
        },
      };
  }
}

/** A function tool in chat's shape; tools that only another format knows are reported. */
function encodeTool(tool: NeutralTool, encoding: RequestEncoding): JsonObject[] {
  const { body, toolNames, sameFormat } = encoding;
  if (tool.type === 'opaque') {
    if (tool.format === 'chat') return [tool.value];
    body.drop(`tools.${opaqueName(tool.value)}`);
    return [];
  }
  if (tool.type === 'custom') return [encodeCustomTool(tool, encoding)];
  return [
    {
      type: 'function',
      function: {
        name: toolNames.toUpstream(tool.name),
        ...(tool.description === undefined ? {} : { description: tool.description }),
        parameters: objectSchema(tool.parameters),
        ...(tool.strict === undefined ? {} : { strict: tool.strict }),
        ...(sameFormat ? tool.extras : {}),
      },
      ...(sameFormat && tool.cacheControl !== undefined ? { cache_control: tool.cacheControl } : {}),
    },
  ];
}

function encodeCustomTool(tool: CustomTool, { target, toolNames, sameFormat }: RequestEncoding): JsonObject {
  if (target.customTools !== true) throw unflattened('custom tools');
  const { description, format } = tool;
  return {
    type: 'custom',
    custom: {
      name: toolNames.toUpstream(tool.name),
      ...(description === undefined ? {} : { description }),
      ...(format === undefined ? {} : { format: encodeToolFormat(format) }),
      ...(sameFormat ? tool.extras : {}),
    },
  };
}

function encodeToolFormat({ type, ...details }: JsonObject): JsonObject {
  return type === 'grammar' ? { type, grammar: details } : { type, ...details };
}
