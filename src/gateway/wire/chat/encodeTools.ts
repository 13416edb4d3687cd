import type { NeutralTool, ResponseFormat } from '../exchange.ts';
import { asString } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { unflattened } from '../unflattened.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Writes `tools`, `tool_choice` and `parallel_tool_calls`; the latter two only with tools, as servers refuse them alone. */
export function encodeTools(encoding: RequestEncoding): void {
  const { body, request } = encoding;
  const tools = request.tools.flatMap((tool) => encodeTool(tool, encoding));
  if (tools.length === 0) return;
  body.set('tools', tools);
  const choice = request.toolChoice;
  if (choice?.type === 'tool') {
    const name = encoding.toolNames.toUpstream(choice.name);
    body.set('tool_choice', { type: 'function', function: { name } });
  } else body.set('tool_choice', choice?.type);
  body.set('parallel_tool_calls', request.parallelToolCalls);
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
function encodeTool(tool: NeutralTool, { body, toolNames, sameFormat }: RequestEncoding): JsonObject[] {
  if (tool.type === 'opaque') {
    if (tool.format === 'chat') return [tool.value];
    body.drop(`tools.${asString(tool.value.type) ?? 'unknown'}`);
    return [];
  }
  if (tool.type === 'custom') throw unflattened('custom tools');
  return [
    {
      type: 'function',
      function: {
        name: toolNames.toUpstream(tool.name),
        ...(tool.description === undefined ? {} : { description: tool.description }),
        parameters: tool.parameters ?? { type: 'object', properties: {} },
        ...(tool.strict === undefined ? {} : { strict: tool.strict }),
        ...(sameFormat ? tool.extras : {}),
      },
      ...(sameFormat && tool.cacheControl !== undefined ? { cache_control: tool.cacheControl } : {}),
    },
  ];
}
