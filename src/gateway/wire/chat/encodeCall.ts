import type { BlockStart, Signature, ToolCallPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { encodeCallSignature } from './callSignature.ts';

type CallStart = Extract<BlockStart, { type: 'toolCall' }>;

/** A whole call as an entry of `tool_calls`. */
export function encodeCall({ id, name, argumentsJson, custom, signature }: ToolCallPart): JsonObject {
  return custom === true
    ? { id, type: 'custom', custom: { name, input: argumentsJson } }
    : {
        id,
        type: 'function',
        function: { name, arguments: argumentsJson },
        ...encodeCallSignature(signature),
      };
}

/** The delta that begins a call: an entry of `tool_calls`, or `function_call` for clients of before tools. */
export function callStartDelta(
  { id, name, custom }: CallStart,
  index: number,
  signature: Signature | undefined,
  isLegacy: boolean,
): JsonObject {
  if (isLegacy) return { function_call: { name, arguments: '' } };
  const details =
    custom === true
      ? { type: 'custom', custom: { name, input: '' } }
      : { type: 'function', function: { name, arguments: '' } };
  return { tool_calls: [{ index, id, ...details, ...encodeCallSignature(signature) }] };
}

/** The delta that continues a call with a fragment of its arguments, or of a custom tool's input. */
export function callFragmentDelta(
  fragment: string,
  index: number,
  isCustom: boolean,
  isLegacy: boolean,
): JsonObject {
  if (isLegacy) return { function_call: { arguments: fragment } };
  const details = isCustom ? { custom: { input: fragment } } : { function: { arguments: fragment } };
  return { tool_calls: [{ index, ...details }] };
}
