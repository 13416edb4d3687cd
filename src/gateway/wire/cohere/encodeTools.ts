import { GatewayError } from '../../errors.ts';
import type { BodyBuilder } from '../bodyBuilder.ts';
import type { ChatRequest } from '../exchange.ts';
import type { NeutralTool } from '../toolModel.ts';
import { type JsonObject } from '../json.ts';
import type { ToolNames } from '../toolNames.ts';
import { opaqueName } from '../opaqueName.ts';
import { objectSchema } from '../tools/objectSchema.ts';

/**
 * Writes `tools`, `strict_tools` and `tool_choice`. Cohere can demand a call and not a certain one: of a forced tool the others
 * are left out, which comes to the same. `strict_tools` holds for all tools or none.
 */
export function encodeTools(body: BodyBuilder, request: ChatRequest, toolNames: ToolNames): void {
  const { toolChoice: choice } = request;
  const wanted = request.tools.filter(
    (tool) => choice?.type !== 'tool' || (tool.type === 'function' && tool.name === choice.name),
  );
  const tools = wanted.flatMap((tool) => encodeTool(body, tool, toolNames));
  if (tools.length === 0) return;
  body.set('tools', tools);
  const strict = wanted.filter((tool) => tool.type === 'function' && tool.strict === true);
  if (strict.length === wanted.length) body.set('strict_tools', true);
  else if (strict.length > 0) body.drop('tools.strict');
  if (choice?.type === 'required' || choice?.type === 'tool') body.set('tool_choice', 'REQUIRED');
  if (choice?.type === 'none') body.set('tool_choice', 'NONE');
  if (request.parallelToolCalls === false) body.drop('parallel_tool_calls');
}

function encodeTool(body: BodyBuilder, tool: NeutralTool, toolNames: ToolNames): JsonObject[] {
  switch (tool.type) {
    case 'function':
      return [
        {
          type: 'function',
          function: {
            name: toolNames.toIdentifier(tool.name),
            ...(tool.description === undefined ? {} : { description: tool.description }),
            parameters: objectSchema(tool.parameters),
          },
        },
      ];
    case 'custom':
      throw new GatewayError('internal_error', 'Custom tools become functions before they are encoded.');
    case 'opaque':
      body.drop(`tools.${opaqueName(tool.value)}`);
      return [];
  }
}
