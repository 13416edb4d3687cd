import type { JsonObject, JsonValue } from './json.ts';
import type { NeutralTool, ToolChoice } from './toolModel.ts';

/** Where Chat Completions and Responses differ in a `tool_choice`. */
export interface ToolChoiceShapes {
  readonly reference: (name: string, isCustom: boolean) => JsonObject;
  readonly allowed: (mode: 'auto' | 'required', tools: JsonObject[]) => JsonObject;
}

/** A `tool_choice` of OpenAI's formats. With no call allowed at all, it does not matter which tools are. */
export function openaiToolChoice(
  choice: ToolChoice,
  tools: readonly NeutralTool[],
  { reference, allowed }: ToolChoiceShapes,
): JsonValue {
  if (choice.type === 'tool') return reference(choice.name, choice.custom === true);
  if (choice.allowed === undefined || choice.type === 'none') return choice.type;
  const customNames = new Set(tools.flatMap((tool) => (tool.type === 'custom' ? [tool.name] : [])));
  const references = choice.allowed.map((name) => reference(name, customNames.has(name)));
  return allowed(choice.type, references);
}
