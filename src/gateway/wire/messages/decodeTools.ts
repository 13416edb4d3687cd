import type { NeutralTool, ToolChoice } from '../toolModel.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';

/** The `tools` field. A tool without `type` is a custom one; Anthropic's own (web search, bash …) become opaque. */
export function decodeTools(tools: readonly JsonValue[]): NeutralTool[] {
  return tools.map((value, index) => {
    const tool = FieldReader.of(value, `tools[${index}]`);
    const type = tool.string('type');
    if (type !== undefined && type !== 'custom') {
      return { type: 'opaque', format: 'messages', value: isObject(value) ? value : {} };
    }
    return {
      type: 'function',
      name: tool.requiredString('name'),
      description: tool.string('description'),
      parameters: tool.object('input_schema'),
      strict: tool.boolean('strict'),
      cacheControl: tool.value('cache_control'),
      extras: tool.rest(),
    };
  });
}

/** The `tool_choice` field with its `disable_parallel_tool_use`. */
export function decodeToolChoice(choice: FieldReader | undefined): {
  toolChoice?: ToolChoice;
  parallelToolCalls?: boolean;
} {
  if (choice === undefined) return {};
  const disabled = choice.boolean('disable_parallel_tool_use');
  const parallelToolCalls = disabled === undefined ? undefined : !disabled;
  const type = choice.requiredString('type');
  switch (type) {
    case 'auto':
    case 'none':
      return { toolChoice: { type }, parallelToolCalls };
    case 'any':
      return { toolChoice: { type: 'required' }, parallelToolCalls };
    case 'tool':
      return { toolChoice: { type: 'tool', name: choice.requiredString('name') }, parallelToolCalls };
    default:
      throw wrongType(choice.path('type'), 'one of auto, any, tool, none', type);
  }
}
