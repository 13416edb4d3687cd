import type { NeutralTool } from '../toolModel.ts';
import type { JsonObject } from '../json.ts';
import { unflattened } from '../unflattened.ts';
import { opaqueName } from '../opaqueName.ts';
import { objectSchema } from '../tools/objectSchema.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Writes `tools` and `tool_choice`; a choice without any tool is left out, as Anthropic refuses it. */
export function encodeTools(encoding: RequestEncoding): void {
  const tools = encoding.request.tools.flatMap((tool) => encodeTool(tool, encoding));
  if (tools.length === 0) return;
  encoding.body.set('tools', tools);
  encoding.body.set('tool_choice', encodeToolChoice(encoding));
}

function encodeTool(tool: NeutralTool, encoding: RequestEncoding): JsonObject[] {
  if (tool.type === 'opaque') {
    if (tool.format === 'messages') return [tool.value];
    encoding.body.drop(`tools.${opaqueName(tool.value)}`);
    return [];
  }
  if (tool.type === 'custom') throw unflattened('custom tools');
  return [
    {
      name: encoding.toolNames.toUpstream(tool.name),
      ...(tool.description === undefined ? {} : { description: tool.description }),
      input_schema: objectSchema(tool.parameters),
      ...(tool.strict === undefined ? {} : { strict: tool.strict }),
      ...(tool.cacheControl === undefined ? {} : { cache_control: tool.cacheControl }),
      ...(encoding.sameFormat ? tool.extras : {}),
    },
  ];
}

function encodeToolChoice({ request, toolNames }: RequestEncoding): JsonObject | undefined {
  const { toolChoice, parallelToolCalls } = request;
  const single = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  switch (toolChoice?.type) {
    case undefined:
      return parallelToolCalls === false ? { type: 'auto', ...single } : undefined;
    case 'none':
      return { type: 'none' };
    case 'auto':
      return { type: 'auto', ...single };
    case 'required':
      return { type: 'any', ...single };
    case 'tool':
      return { type: 'tool', name: toolNames.toUpstream(toolChoice.name), ...single };
  }
}
