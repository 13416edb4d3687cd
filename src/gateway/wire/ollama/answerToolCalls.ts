import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { ToolCallPart } from '../exchange.ts';
import { asString, isObject, type JsonObject, parseObject } from '../json.ts';

/** A call of Ollama's answers; older versions give no ids. Undefined when it names no tool. */
export function decodeToolCall(call: JsonObject): ToolCallPart | undefined {
  const details = isObject(call.function) ? call.function : {};
  const name = asString(details.name);
  if (name === undefined) return undefined;
  const given = details.arguments;
  const argumentsJson = typeof given === 'string' ? given : JSON.stringify(isObject(given) ? given : {});
  return { type: 'toolCall', id: toolCallIdOrNew(asString(call.id)), name, argumentsJson };
}

/**
 * A call as Ollama writes it, its arguments an object.
 * @param index its place among the answer's calls
 * @returns undefined when the arguments are no JSON object: the call was cut off, or the model wrote nonsense
 */
export function encodeToolCall(
  call: Pick<ToolCallPart, 'id' | 'name' | 'argumentsJson'>,
  index: number,
): JsonObject | undefined {
  const text = call.argumentsJson.trim();
  const given = text === '' || text === 'null' ? {} : parseObject(text);
  if (given === undefined) return undefined;
  return { id: call.id, function: { index, name: call.name, arguments: given } };
}

/** What is said when a call cannot be written and the answer was not cut off at a limit. */
export function brokenCallMessage(name: string): string {
  return `The model called ${name} with arguments that are no JSON object.`;
}
